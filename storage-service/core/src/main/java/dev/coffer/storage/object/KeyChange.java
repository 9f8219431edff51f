package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Statements;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import java.util.Optional;

/**
 * A change of one key: decided on what is there under the key's lock, committed with everything that follows from it.
 * {@link #decide} may be asked again when the transaction has to be repeated, and has no effects of its own.
 *
 * @param <R> what the one who asked for it gets to know
 */
public interface KeyChange<R> {
    Region region();

    BucketName bucket();

    ObjectKey key();

    /** A version besides the latest and the null version that {@link #decide} needs to see. */
    default Optional<String> named() {
        return Optional.empty();
    }

    /**
     * What is to happen.
     *
     * @throws dev.coffer.aws.error.AwsException if nothing is to happen
     */
    Effects<R> decide(KeyState state);

    /**
     * Whether the change has {@link #within statements of its own}. Such a change gets a transaction to itself.
     */
    default boolean standsAlone() {
        return false;
    }

    /**
     * Statements of its own in the same transaction, under the lock and ahead of {@link #decide}; what they lock and
     * change is committed with the effects or not at all.
     *
     * @throws dev.coffer.aws.error.AwsException if nothing is to happen
     */
    default void within(Statements transaction) {}
}
