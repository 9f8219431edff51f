package dev.coffer.cli.demo;

/** The demo has been interrupted; whoever sees this stops. */
final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
        super("interrupted");
    }
}
