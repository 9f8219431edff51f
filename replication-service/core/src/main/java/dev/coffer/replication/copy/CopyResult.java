package dev.coffer.replication.copy;

/** How an attempt to replicate a version ended. */
public sealed interface CopyResult {

    /**
     * The destination has the version.
     *
     * @param written false where it had it before
     */
    record Replicated(boolean written) implements CopyResult {}

    /** The source version was deleted for good in the meantime; there is nothing to replicate any more. */
    record SourceGone() implements CopyResult {}

    /**
     * Permission, key or configuration don't let it: trying again would not help.
     *
     * @param message for people
     */
    record Refused(FailureReason reason, String message) implements CopyResult {}

    /**
     * It may work later: a throttle, a server's fault, a region out of reach.
     *
     * @param unreachable whether the link or the region was not there
     */
    record Later(String error, boolean unreachable) implements CopyResult {}

    /** Nothing that was expected; trying again may help a few times. */
    record Faulty(String error) implements CopyResult {}
}
