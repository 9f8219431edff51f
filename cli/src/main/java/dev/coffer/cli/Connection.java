package dev.coffer.cli;

import dev.coffer.cli.admin.AdminApi;
import dev.coffer.cli.aws.Clients;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom a verb talks to: the instance of a data folder as its root, or any endpoint with the AWS variables' key. */
public final class Connection {
    @Mixin
    private DataOption data;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Another deployment; the credentials come from the AWS variables.")
    private @Nullable URI endpoint;

    /** Where the deployment is. */
    public URI endpoint() {
        return endpoint != null ? endpoint : data.folder().requireRunning().endpoint();
    }

    /** As whom to ask. */
    public Credentials credentials() {
        return endpoint != null ? Credentials.fromEnvironment() : data.folder().rootCredentials();
    }

    /** The admin API. */
    public AdminApi admin() {
        return new AdminApi(endpoint(), credentials());
    }

    /** S3, KMS and CloudTrail. */
    public Clients clients() {
        return new Clients(endpoint(), credentials());
    }
}
