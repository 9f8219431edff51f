package dev.coffer.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code link}: what happens on the way from one region to another. */
@Command(
        name = "link",
        description = "Cuts, slows or heals the link from one region to another.",
        mixinStandardHelpOptions = true,
        subcommands = {LinkCommand.Cut.class, LinkCommand.Slow.class, LinkCommand.Heal.class})
final class LinkCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say cut, slow or heal");
    }

    /** What all three have in common. */
    abstract static class Change implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Connection connection;

        @Parameters(index = "0", paramLabel = "FROM", description = "The region where the link begins.")
        private String from = "";

        @Parameters(index = "1", paramLabel = "TO", description = "The region where it ends.")
        private String to = "";

        abstract Map<String, Object> state();

        @Override
        public Integer call() {
            Map<String, Object> state = state();
            connection.admin().put("/links/" + from + "/" + to, state);
            spec.commandLine().getOut().println(from + " → " + to + ": " + (state.isEmpty() ? "healthy" : state));
            return 0;
        }

        CommandSpec spec() {
            return spec;
        }
    }

    @Command(name = "cut", description = "Nothing gets through; replication waits.", mixinStandardHelpOptions = true)
    static final class Cut extends Change {
        @Override
        Map<String, Object> state() {
            return Map.of("cut", true);
        }
    }

    @Command(name = "slow", description = "Adds latency, loss or a bandwidth limit.", mixinStandardHelpOptions = true)
    static final class Slow extends Change {
        @Option(names = "--latency-ms", paramLabel = "MS", description = "Added to every call.")
        private @Nullable Integer latencyMs;

        @Option(names = "--loss-percent", paramLabel = "PERCENT", description = "So many calls fail.")
        private @Nullable Double lossPercent;

        @Option(names = "--bytes-per-second", paramLabel = "N", description = "Bandwidth.")
        private @Nullable Long bytesPerSecond;

        @Override
        Map<String, Object> state() {
            Map<String, Object> state = new LinkedHashMap<>();
            put(state, "latencyMs", latencyMs);
            put(state, "lossPercent", lossPercent);
            put(state, "bytesPerSecond", bytesPerSecond);
            if (state.isEmpty()) {
                throw new ParameterException(
                        spec().commandLine(), "say --latency-ms, --loss-percent or --bytes-per-second");
            }
            return state;
        }

        private static void put(Map<String, Object> state, String name, @Nullable Object value) {
            if (value != null) {
                state.put(name, value);
            }
        }
    }

    @Command(name = "heal", description = "Everything gets through again.", mixinStandardHelpOptions = true)
    static final class Heal extends Change {
        @Override
        Map<String, Object> state() {
            return Map.of();
        }
    }
}
