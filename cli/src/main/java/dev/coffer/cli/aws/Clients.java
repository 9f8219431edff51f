package dev.coffer.cli.aws;

import dev.coffer.cli.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The AWS SDK's clients of one requester. They share connections; retries are off where a test or a measurement wants to
 * see what the server really said.
 */
public final class Clients implements AutoCloseable {
    private final URI endpoint;
    private final AwsCredentialsProvider credentials;
    private final boolean retries;
    private final SdkHttpClient http;
    private final Map<String, S3Client> s3 = new ConcurrentHashMap<>();
    private final Map<String, KmsClient> kms = new ConcurrentHashMap<>();
    private final Map<String, CloudTrailClient> trail = new ConcurrentHashMap<>();

    /** With the SDK's standard retries. */
    public Clients(URI endpoint, Credentials credentials) {
        this(endpoint, credentials, true);
    }

    private Clients(URI endpoint, Credentials credentials, boolean retries) {
        this.endpoint = endpoint;
        this.credentials = StaticCredentialsProvider.create(credentials.forSdk());
        this.retries = retries;
        this.http = Apache5HttpClient.builder()
                .maxConnections(128)
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(Duration.ofMinutes(2))
                .build();
    }

    /** Every answer is the caller's to deal with. */
    public static Clients withoutRetries(URI endpoint, Credentials credentials) {
        return new Clients(endpoint, credentials, false);
    }

    /** S3 of a region. */
    public S3Client s3(String region) {
        return s3.computeIfAbsent(
                region,
                r -> configure(S3Client.builder(), r).forcePathStyle(true).build());
    }

    /** KMS of a region. */
    public KmsClient kms(String region) {
        return kms.computeIfAbsent(
                region, r -> configure(KmsClient.builder(), r).build());
    }

    /** CloudTrail of a region. */
    public CloudTrailClient trail(String region) {
        return trail.computeIfAbsent(
                region, r -> configure(CloudTrailClient.builder(), r).build());
    }

    /** The account that the requester belongs to. */
    public String account(String region) {
        try (StsClient sts = configure(StsClient.builder(), region).build()) {
            return sts.getCallerIdentity().account();
        }
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(B builder, String region) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(o -> {
                    if (retries) {
                        o.retryStrategy(RetryMode.STANDARD);
                    } else {
                        o.retryStrategy(AwsRetryStrategy.doNotRetry());
                    }
                });
    }

    @Override
    public void close() {
        s3.values().forEach(S3Client::close);
        kms.values().forEach(KmsClient::close);
        trail.values().forEach(CloudTrailClient::close);
        http.close();
    }
}
