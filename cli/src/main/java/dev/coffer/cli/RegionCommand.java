package dev.coffer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code region}: the regions of a running deployment; a stopped one answers 503. */
@Command(
        name = "region",
        description = "Lists, stops and starts regions.",
        mixinStandardHelpOptions = true,
        subcommands = {RegionCommand.ListRegions.class, RegionCommand.Stop.class, RegionCommand.Start.class})
final class RegionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, stop or start");
    }

    @Command(name = "list", description = "The regions and whether they answer.", mixinStandardHelpOptions = true)
    static final class ListRegions implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Connection connection;

        @Option(names = "--json", description = "Prints JSON.")
        private boolean json;

        @Override
        public Integer call() {
            JsonNode regions = connection.admin().get("/regions", Map.of());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.write(regions));
                return 0;
            }
            TextTable table = new TextTable(TextTable.Align.LEFT);
            for (JsonNode region : regions.path("regions")) {
                table.row(region.path("region").asText(), region.path("stopped").asBoolean() ? "stopped" : "running");
            }
            table.lines().forEach(out::println);
            return 0;
        }
    }

    /** Stop and start. */
    abstract static class Change implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Connection connection;

        @Parameters(index = "0", paramLabel = "REGION", description = "Which.")
        private String region = "";

        abstract boolean stopped();

        @Override
        public Integer call() {
            connection.admin().put("/regions/" + region, Map.of("stopped", stopped()));
            spec.commandLine().getOut().println(region + (stopped() ? " is stopped" : " is running"));
            return 0;
        }
    }

    @Command(name = "stop", description = "Every call to it is answered 503.", mixinStandardHelpOptions = true)
    static final class Stop extends Change {
        @Override
        boolean stopped() {
            return true;
        }
    }

    @Command(name = "start", description = "It answers again.", mixinStandardHelpOptions = true)
    static final class Start extends Change {
        @Override
        boolean stopped() {
            return false;
        }
    }
}
