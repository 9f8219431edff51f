package dev.coffer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.admin.AdminApi;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--user", paramLabel = "NAME", description = "A user of the first account instead of its root.")
    private @Nullable String user;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        DataFolder folder = data.folder();
        Instance instance = folder.requireRunning();
        ClientEnvironment environment = new ClientEnvironment(
                instance.endpoint(),
                credentials(folder, instance),
                instance.regions().getFirst(),
                instance.kafkaBootstrapServers());
        spec.commandLine().getOut().println(json ? Json.write(environment.variables()) : environment.exports());
        return 0;
    }

    private Credentials credentials(DataFolder folder, Instance instance) {
        if (user == null) {
            return folder.rootCredentials();
        }
        JsonNode key = new AdminApi(instance.endpoint(), folder.rootCredentials())
                .get("/accounts/" + folder.accountId() + "/users/" + user + "/credentials", Map.of())
                .path("accessKey");
        return new Credentials(key.path("id").asText(), key.path("secret").asText());
    }
}
