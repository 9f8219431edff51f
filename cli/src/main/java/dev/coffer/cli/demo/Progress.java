package dev.coffer.cli.demo;

/** What is being done right now, for whoever waits; always on stderr. */
interface Progress {
    /** A bar on a terminal, lines elsewhere. */
    static Progress onStderr() {
        return Boolean.getBoolean("coffer.terminal") ? new TerminalProgress(System.err) : new PlainProgress(System.err);
    }

    /** Begins a phase of {@code steps} steps; closing it ends it. */
    Phase phase(String name, long steps);

    /** One phase; {@link #step()} may be called from any thread. */
    interface Phase extends AutoCloseable {
        void step();

        /** At least {@code done} of the steps are done. */
        void reached(long done);

        @Override
        void close();
    }
}
