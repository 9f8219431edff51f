package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.load.CpuTime;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.DataFolder;
import dev.coffer.cli.DataOption;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom to measure: the standalone of a data folder as its root, or any endpoint with the AWS variables' key. */
public final class Target {
    @Mixin
    private DataOption data;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "http://host:port of any deployment; the credentials come from the AWS variables.")
    private @Nullable URI endpoint;

    @Option(names = "--region", defaultValue = "us-east-1", description = "Default: ${DEFAULT-VALUE}")
    private String region = "us-east-1";

    URI uri() {
        return endpoint != null ? endpoint : data.folder().requireRunning().endpoint();
    }

    String region() {
        return region;
    }

    Credentials credentials() {
        return endpoint != null ? Credentials.fromEnvironment() : data.folder().rootCredentials();
    }

    Endpoint endpoint() {
        return new Endpoint(uri(), region, credentials());
    }

    /** The processor time of the server too, if it is the standalone of a data folder. */
    CpuTime cpu() {
        return endpoint != null ? CpuTime.ofGenerator() : CpuTime.of(process());
    }

    /** @throws CommandFailed if the target is an endpoint instead */
    Path dataFolder() {
        if (endpoint != null) {
            throw new CommandFailed("this needs the standalone of a data folder, not --endpoint");
        }
        return data.folder().path();
    }

    /** The standalone of the data folder. */
    ProcessHandle process() {
        DataFolder folder = data.folder();
        return folder.requireRunning()
                .process(folder.path())
                .orElseThrow(() -> new CommandFailed("the instance has ended"));
    }
}
