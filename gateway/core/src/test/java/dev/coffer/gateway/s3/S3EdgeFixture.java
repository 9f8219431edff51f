package dev.coffer.gateway.s3;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.gateway.authentication.AccessKey;
import dev.coffer.gateway.authentication.AccessKeys;
import dev.coffer.gateway.authentication.S3Authentication;
import dev.coffer.gateway.http.TestPort;
import dev.coffer.identity.Principal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The S3 edge on a real port, in front of storage in memory, and AWS's own client before it. */
abstract class S3EdgeFixture {
    static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    static final AccountId ACCOUNT = new AccountId("111111111111");

    final MemoryStorage storage = new MemoryStorage();
    final MemoryDirectory directory = new MemoryDirectory();
    final AtomicReference<Duration> clockOffset = new AtomicReference<>(Duration.ZERO);
    TestPort port;

    @BeforeEach
    void startPort() {
        AccessKeys keys = id -> id.equals(KEY_ID)
                ? Optional.of(new AccessKey(
                        KEY_ID,
                        SecretBytes.adopt(SECRET.getBytes(StandardCharsets.UTF_8)),
                        new Principal.Root(ACCOUNT, KEY_ID),
                        "",
                        "c".repeat(64)))
                : Optional.empty();
        S3Edge edge = new S3Edge(
                new S3Authentication(keys, () -> Instant.now().plus(clockOffset.get())),
                directory,
                storage,
                hash -> List.of(),
                List.of(new Region("us-east-1"), new Region("eu-west-1")),
                Instant::now,
                Optional.empty());
        port = new TestPort(List.of(edge), Duration.ofSeconds(5));
    }

    @AfterEach
    void stopPort() {
        port.close();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port.port());
    }

    S3Client client() {
        return builder("us-east-1", KEY_ID, SECRET).build();
    }

    S3Client client(String region) {
        return builder(region, KEY_ID, SECRET).build();
    }

    S3ClientBuilder builder(String region, String keyId, String secret) {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(software.amazon.awssdk.regions.Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret)))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }
}
