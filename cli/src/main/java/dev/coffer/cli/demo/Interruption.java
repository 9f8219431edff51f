package dev.coffer.cli.demo;

/** Takes back what was made when the process is ended in the middle, by Ctrl-C or a signal. */
final class Interruption {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** From now on: stops the workers, and takes back. */
    static Interruption guard(Workers workers, Runnable takeBack) {
        Thread hook = new Thread(
                () -> {
                    workers.cancel();
                    takeBack.run();
                },
                "take-back");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /** No longer; false if the process is ending already, and what was made is being taken back. */
    boolean end() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
