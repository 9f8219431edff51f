package dev.coffer.conformance.faults;

import dev.coffer.cli.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The SDK as an application has it: with its default retries. Only, attempts are counted. */
final class LoadClients implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final URI endpoint;
    private final Credentials credentials;
    private final SdkHttpClient http =
            Apache5HttpClient.builder().maxConnections(64).socketTimeout(ANSWER).build();
    private final Map<String, S3Client> s3 = new ConcurrentHashMap<>();
    private final Map<String, KmsClient> kms = new ConcurrentHashMap<>();

    LoadClients(URI endpoint, Credentials credentials) {
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    S3Client s3(String region) {
        return s3.computeIfAbsent(
                region,
                r -> configure(S3Client.builder(), r).forcePathStyle(true).build());
    }

    KmsClient kms(String region) {
        return kms.computeIfAbsent(
                region, r -> configure(KmsClient.builder(), r).build());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(B builder, String region) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials.forSdk()))
                .httpClient(http)
                .overrideConfiguration(o -> o.addExecutionInterceptor(new Attempts.Counting())
                        .addExecutionInterceptor(new ListedVersions()));
    }

    @Override
    public void close() {
        s3.values().forEach(S3Client::close);
        kms.values().forEach(KmsClient::close);
        http.close();
    }
}
