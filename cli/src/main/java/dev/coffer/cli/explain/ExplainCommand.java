package dev.coffer.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Connection;
import dev.coffer.cli.Json;
import java.io.PrintWriter;
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

/** {@code explain s3://BUCKET/KEY}. */
@Command(
        name = "explain",
        description = "The envelope chain of an object, from its frames to the KMS key.",
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Connection connection;

    @Parameters(index = "0", paramLabel = "s3://BUCKET/KEY", description = "Which object.")
    private String uri = "";

    @Option(names = "--version-id", paramLabel = "ID", description = "Which version (default: the latest).")
    private @Nullable String versionId;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        ObjectUri object = object();
        JsonNode facts = connection
                .admin()
                .get("/explain" + object.encodedPath(), versionId == null ? Map.of() : Map.of("versionId", versionId));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(facts));
        } else {
            Chain.lines(object, facts).forEach(out::println);
        }
        return 0;
    }

    private ObjectUri object() {
        try {
            return ObjectUri.parse(uri);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
