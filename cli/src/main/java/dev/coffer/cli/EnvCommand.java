package dev.coffer.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code env}: what an AWS client needs to know, as {@code export} lines or JSON. */
@Command(
        name = "env",
        description = "Variables for AWS clients; use it as eval \"$(./coffer env)\".",
        mixinStandardHelpOptions = true)
final class EnvCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        DataFolder folder = data.folder();
        Instance instance = folder.requireRunning();
        ClientEnvironment environment = new ClientEnvironment(
                instance.endpoint(),
                folder.rootCredentials(),
                instance.regions().getFirst(),
                instance.kafkaBootstrapServers());
        spec.commandLine().getOut().println(json ? Json.write(environment.variables()) : environment.exports());
        return 0;
    }
}
