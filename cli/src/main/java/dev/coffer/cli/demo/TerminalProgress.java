package dev.coffer.cli.demo;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar per phase, cleared when the phase ends. */
final class TerminalProgress implements Progress {
    private static final int COLUMNS = 80;

    private final PrintStream err;

    TerminalProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public Phase phase(String name, long steps) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(String.format("%-32s", name))
                .setInitialMax(steps)
                .setUpdateIntervalMillis(100)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setConsumer(new ConsoleProgressBarConsumer(err, COLUMNS))
                .clearDisplayOnFinish()
                .build();
        return new Phase() {
            @Override
            public void step() {
                bar.step();
            }

            @Override
            public void reached(long done) {
                bar.stepTo(done);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
