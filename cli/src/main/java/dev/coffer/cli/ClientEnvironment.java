package dev.coffer.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The variables from which AWS clients configure themselves. {@code AWS_DEFAULT_REGION} is there for the AWS CLI 1 and
 * boto3, which do not read {@code AWS_REGION}; Kafka is not there where it is not published.
 */
public record ClientEnvironment(URI endpoint, Credentials credentials, String region, String kafkaBootstrapServers) {

    /** In the order in which they are printed. */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL", endpoint.toString());
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
        variables.put("AWS_REGION", region);
        variables.put("AWS_DEFAULT_REGION", region);
        if (!kafkaBootstrapServers.isEmpty()) {
            variables.put("KAFKA_BOOTSTRAP_SERVERS", kafkaBootstrapServers);
        }
        return variables;
    }

    /** One {@code export} a line, quoted for a POSIX shell where that is needed. */
    public String exports() {
        return variables().entrySet().stream()
                .map(e -> "export " + e.getKey() + "=" + quoted(e.getValue()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./:,+=@-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
