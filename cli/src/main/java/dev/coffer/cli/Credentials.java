package dev.coffer.cli;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** An access key; the secret is never printed by {@link #toString()}. */
public record Credentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {

    /** A long-lived key. */
    public Credentials(String accessKeyId, String secretAccessKey) {
        this(accessKeyId, secretAccessKey, Optional.empty());
    }

    /** From the variables that every AWS client reads. */
    public static Credentials fromEnvironment() {
        return new Credentials(
                variable("AWS_ACCESS_KEY_ID"),
                variable("AWS_SECRET_ACCESS_KEY"),
                Optional.ofNullable(System.getenv("AWS_SESSION_TOKEN")));
    }

    /** As the SDK takes it. */
    public AwsCredentials forSdk() {
        return sessionToken
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(accessKeyId, secretAccessKey, token))
                .orElseGet(() -> AwsBasicCredentials.create(accessKeyId, secretAccessKey));
    }

    @Override
    public String toString() {
        return accessKeyId;
    }

    private static String variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new CommandFailed(
                        "with --endpoint the credentials come from the AWS variables: " + name + " is not set"));
    }
}
