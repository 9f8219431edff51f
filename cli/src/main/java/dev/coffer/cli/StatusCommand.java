package dev.coffer.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: exit code 0 if the instance of the data folder is up and ready, 1 if not. */
@Command(
        name = "status",
        description = "Says whether an instance runs in the data folder, and where.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        DataFolder folder = data.folder();
        Optional<Instance> running = folder.runningInstance();
        boolean ready = running.isPresent() && running.get().ready();
        if (json) {
            spec.commandLine().getOut().println(Json.write(facts(folder, running)));
        } else if (running.isEmpty()) {
            spec.commandLine().getErr().println("coffer: nothing runs in " + folder.path());
        } else {
            print(spec.commandLine().getOut(), folder, running.get());
        }
        return ready ? 0 : 1;
    }

    private static void print(PrintWriter out, DataFolder folder, Instance instance) {
        out.println(instance.ready() ? "ready" : "starting");
        out.println("  endpoint  " + instance.endpoint());
        out.println("  regions   " + String.join(", ", instance.regions()));
        out.println("  kafka     " + instance.kafkaBootstrapServers());
        out.println("  process   " + instance.pid());
        out.println("  version   " + instance.version());
        out.println("  data      " + folder.path());
    }

    private static Map<String, Object> facts(DataFolder folder, Optional<Instance> running) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("running", running.isPresent());
        facts.put("data", folder.path().toString());
        running.ifPresent(instance -> {
            facts.put("ready", instance.ready());
            facts.put("endpoint", instance.endpoint().toString());
            facts.put("regions", instance.regions());
            facts.put("kafkaBootstrapServers", instance.kafkaBootstrapServers());
            facts.put("pid", instance.pid());
            facts.put("version", instance.version());
        });
        return facts;
    }
}
