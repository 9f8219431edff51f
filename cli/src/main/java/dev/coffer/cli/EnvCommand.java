package dev.coffer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.admin.AdminApi;
import java.net.URI;
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

    @Option(
            names = "--compose",
            description = "The services of docker-compose.yml instead of a data folder's instance.")
    private boolean compose;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        ClientEnvironment environment = compose ? ofCompose() : ofDataFolder();
        spec.commandLine().getOut().println(json ? Json.write(environment.variables()) : environment.exports());
        return 0;
    }

    private ClientEnvironment ofDataFolder() {
        DataFolder folder = data.folder();
        Instance instance = folder.requireRunning();
        return new ClientEnvironment(
                instance.endpoint(),
                credentials(instance.endpoint(), folder.root()),
                instance.regions().getFirst(),
                instance.kafkaBootstrapServers());
    }

    private ClientEnvironment ofCompose() {
        ComposeDeployment deployment = ComposeDeployment.ofCheckout();
        URI endpoint = deployment.endpoint();
        RootKey root = deployment.root();
        return new ClientEnvironment(
                endpoint,
                credentials(endpoint, root),
                new AdminApi(endpoint, root.credentials()).regions().getFirst(),
                deployment.kafka().orElse(""));
    }

    private Credentials credentials(URI endpoint, RootKey root) {
        if (user == null) {
            return root.credentials();
        }
        JsonNode key = new AdminApi(endpoint, root.credentials())
                .get("/accounts/" + root.accountId() + "/users/" + user + "/credentials", Map.of())
                .path("accessKey");
        return new Credentials(key.path("id").asText(), key.path("secret").asText());
    }
}
