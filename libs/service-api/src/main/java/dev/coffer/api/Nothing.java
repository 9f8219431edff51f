package dev.coffer.api;

/** The answer of an operation that has nothing to say but that it happened. */
public record Nothing() {
    /** The only value. */
    public static final Nothing NOTHING = new Nothing();
}
