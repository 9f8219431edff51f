package dev.coffer.cli.verify;

/** What became of one source version at one destination. */
enum Verdict {
    /** There, and as it should be. */
    REPLICATED,
    /** Not there yet; the source says PENDING. */
    PENDING,
    /** The source says FAILED. */
    FAILED,
    /** Not covered by a rule when it was written. */
    NOT_ELIGIBLE,
    /** The source says COMPLETED, the destination has no such version. */
    MISSING,
    /** There, with other content. */
    DIFFERENT;

    /** Whether the destination lacks something that it should have, or will have. */
    boolean isBad() {
        return switch (this) {
            case REPLICATED, NOT_ELIGIBLE -> false;
            case PENDING, FAILED, MISSING, DIFFERENT -> true;
        };
    }
}
