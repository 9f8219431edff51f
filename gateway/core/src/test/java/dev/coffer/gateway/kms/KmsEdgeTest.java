package dev.coffer.gateway.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.gateway.directory.RegionStates;
import dev.coffer.gateway.identity.Accounts;
import dev.coffer.gateway.identity.Credentials;
import dev.coffer.gateway.testing.FakeKms;
import dev.coffer.gateway.testing.GatewayProfile;
import dev.coffer.gateway.testing.TestUser;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.Encrypt;
import dev.coffer.kms.api.Tag;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class KmsEdgeTest {
    @TestHTTPResource("/")
    URI endpoint;

    @Inject
    Accounts accounts;

    @Inject
    FakeKms kms;

    @Inject
    RegionStates regionStates;

    private TestUser user;
    private KmsClient client;

    @BeforeEach
    void connect() {
        TestUser root = TestUser.root(accounts);
        user = TestUser.user(accounts, root.account());
        client = client(user, "eu-west-1");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void requests_reach_kms_with_region_and_caller() {
        SdkBytes plaintext = SdkBytes.fromByteArray(new byte[] {0, 1, (byte) 0xff});
        SdkBytes blob = client.encrypt(
                        e -> e.keyId("alias/a").plaintext(plaintext).encryptionContext(Map.of("ä", "ö")))
                .ciphertextBlob();

        assertThat(blob).isEqualTo(plaintext);
        assertThat(kms.last().region()).isEqualTo(new Region("eu-west-1"));
        assertThat(kms.last().caller().principal().arn())
                .isEqualTo("arn:aws:iam::" + user.account() + ":user/" + user.name());
        assertThat(kms.last().caller().facts().userAgent()).contains("aws-sdk-java");
        assertThat(kms.last().caller().via()).isEmpty();
        assertThat(kms.last().operation()).isInstanceOfSatisfying(Encrypt.class, encrypt -> {
            assertThat(encrypt.keyId()).isEqualTo("alias/a");
            assertThat(encrypt.encryptionContext()).containsExactly(Map.entry("ä", "ö"));
            assertThat(encrypt.encryptionAlgorithm()).isEmpty();
            assertThat(encrypt.plaintext().isClosed())
                    .as("the plaintext is destroyed")
                    .isTrue();
        });
    }

    @Test
    void answers_carry_blobs_times_and_nested_members() {
        assertThat(client.generateDataKey(g -> g.keyId("k").keySpec("AES_256")).plaintext())
                .isEqualTo(SdkBytes.fromByteArray(new byte[32]));
        assertThat(kms.lastPlaintext().isClosed())
                .as("the data key is destroyed")
                .isTrue();
        DescribeKeyResponse described = client.describeKey(d -> d.keyId("k"));
        assertThat(described.keyMetadata().creationDate()).isEqualTo(FakeKms.CREATED);
        assertThat(described.keyMetadata().awsAccountId())
                .isEqualTo(user.account().value());
        assertThat(described.keyMetadata().encryptionAlgorithmsAsStrings()).containsExactly("SYMMETRIC_DEFAULT");
        assertThat(described.keyMetadata().deletionDate()).isNull();
        assertThat(client.listAliases().aliases()).singleElement().satisfies(alias -> {
            assertThat(alias.aliasName()).isEqualTo("alias/a");
            assertThat(alias.targetKeyId()).isNull();
        });
        assertThat(described.responseMetadata().requestId())
                .isNotEqualTo("UNKNOWN")
                .matches("[0-9a-f-]{36}");
        client.disableKey(d -> d.keyId("k"));
    }

    @Test
    void lists_of_records_are_read() {
        client.createKey(c -> c.description("d")
                .tags(software.amazon.awssdk.services.kms.model.Tag.builder()
                        .tagKey("a")
                        .tagValue("b")
                        .build()));
        assertThat(kms.last().operation()).isInstanceOfSatisfying(CreateKey.class, create -> {
            assertThat(create.tags()).containsExactly(new Tag("a", "b"));
            assertThat(create.description()).contains("d");
            assertThat(create.policy()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void refusals_have_kmss_types_and_messages() {
        assertThatThrownBy(() -> client.describeKey(d -> d.keyId("alias/missing")))
                .isInstanceOfSatisfying(NotFoundException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("Alias arn:aws:kms:eu-west-1 is not found.");
                    assertThat(e.requestId()).matches("[0-9a-f-]{36}");
                });
        assertThatThrownBy(() -> client.decrypt(d -> d.ciphertextBlob(SdkBytes.fromUtf8String("x"))))
                .isInstanceOfSatisfying(
                        InvalidCiphertextException.class,
                        e -> assertThat(e.awsErrorDetails().errorMessage()).isNull());
        assertCode("ThrottlingException", () -> client.listKeys());
        assertCode("ValidationException", () -> client.describeKey(d -> {}));
    }

    @Test
    void operations_that_are_not_there_say_so() {
        assertCode("UnsupportedOperationException", () -> client.describeCustomKeyStores());
        assertCode(
                "UnsupportedOperationException",
                () -> client.generateDataKey(
                        g -> g.keyId("k").keySpec("AES_256").dryRun(true)));
        assertCode(
                "UnsupportedOperationException",
                () -> client.createGrant(g -> g.keyId("k")
                        .granteePrincipal("arn:aws:iam::111111111111:user/a")
                        .operationsWithStrings("Decrypt")
                        .constraints(c -> c.sourceArn("arn:aws:s3:::b"))));
        assertThat(post("TrentService.Nonsense", "{}").statusCode()).isEqualTo(400);
        assertThat(post("TrentService.Nonsense", "{}").body()).isEqualTo("{\"__type\":\"UnknownOperationException\"}");
    }

    @Test
    void strangers_are_turned_away() {
        try (KmsClient forged = client(
                new TestUser(
                        user.account(), "x", new Credentials(user.credentials().accessKeyId(), "wrong-secret")),
                "eu-west-1")) {
            assertCode("InvalidSignatureException", () -> forged.describeKey(d -> d.keyId("k")));
        }
        try (KmsClient unknown = client(
                new TestUser(user.account(), "x", new Credentials("AKIAUNKNOWN000000000", "wrong-secret")),
                "eu-west-1")) {
            assertCode("UnrecognizedClientException", () -> unknown.describeKey(d -> d.keyId("k")));
        }
        HttpResponse<String> unsigned = post("TrentService.DescribeKey", "{}");
        assertThat(unsigned.statusCode()).isEqualTo(400);
        assertThat(unsigned.body()).contains("MissingAuthenticationTokenException");
    }

    @Test
    void only_served_regions_that_are_not_stopped_answer() {
        try (KmsClient elsewhere = client(user, "ap-south-1")) {
            assertCode("InvalidSignatureException", () -> elsewhere.describeKey(d -> d.keyId("k")));
        }
        regionStates.set(new Region("eu-west-1"), true);
        try {
            assertThatThrownBy(() -> client.describeKey(d -> d.keyId("k")))
                    .isInstanceOfSatisfying(
                            KmsException.class, e -> assertThat(e.statusCode()).isEqualTo(503));
            try (KmsClient running = client(user, "us-east-1")) {
                running.describeKey(d -> d.keyId("k"));
            }
        } finally {
            regionStates.set(new Region("eu-west-1"), false);
        }
        client.describeKey(d -> d.keyId("k"));
    }

    private HttpResponse<String> post(String target, String body) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertCode(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        KmsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private KmsClient client(TestUser who, String region) {
        return KmsClient.builder()
                .endpointOverride(endpoint)
                .region(software.amazon.awssdk.regions.Region.of(region))
                .credentialsProvider(who.forSdk())
                .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD).retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }
}
