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
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--kubernetes",
            description = "The services in the cluster that kubectl reaches, through the gateway's NodePort.")
    private boolean kubernetes;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "coffer",
            description = "Of --kubernetes. Default: ${DEFAULT-VALUE}")
    private String namespace = "coffer";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (compose && kubernetes) {
            throw new ParameterException(spec.commandLine(), "either --compose or --kubernetes");
        }
        ClientEnvironment environment = compose ? ofCompose() : kubernetes ? ofKubernetes() : ofDataFolder();
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
        return of(deployment.endpoint(), deployment.root(), deployment.kafka().orElse(""));
    }

    private ClientEnvironment ofKubernetes() {
        KubernetesDeployment deployment = new KubernetesDeployment(namespace);
        return of(deployment.endpoint(), deployment.root(), "");
    }

    private ClientEnvironment of(URI endpoint, RootKey root, String kafka) {
        String region = new AdminApi(endpoint, root.credentials()).regions().getFirst();
        return new ClientEnvironment(endpoint, credentials(endpoint, root), region, kafka);
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
