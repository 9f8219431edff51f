package dev.coffer.gateway.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.gateway.identity.Accounts;
import dev.coffer.gateway.identity.Credentials;
import dev.coffer.gateway.testing.GatewayProfile;
import dev.coffer.gateway.testing.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class StsEdgeTest {
    @TestHTTPResource("/")
    URI endpoint;

    @Inject
    Accounts accounts;

    @Test
    void everybody_may_ask_who_one_is() {
        TestUser root = TestUser.root(accounts);
        TestUser user = TestUser.user(accounts, root.account());
        try (StsClient asRoot = client(root, "us-east-1");
                StsClient asUser = client(user, "eu-west-1")) {
            GetCallerIdentityResponse rootsAnswer = asRoot.getCallerIdentity();
            assertThat(rootsAnswer.account()).isEqualTo(root.account().value());
            assertThat(rootsAnswer.arn()).isEqualTo("arn:aws:iam::" + root.account() + ":root");
            assertThat(rootsAnswer.userId()).isEqualTo(root.account().value());
            assertThat(rootsAnswer.responseMetadata().requestId()).matches("[0-9a-f-]{36}");

            GetCallerIdentityResponse usersAnswer = asUser.getCallerIdentity();
            assertThat(usersAnswer.arn()).isEqualTo("arn:aws:iam::" + root.account() + ":user/" + user.name());
            assertThat(usersAnswer.userId()).startsWith("AIDA");
        }
    }

    @Test
    void refusals_have_the_query_protocols_codes() {
        TestUser root = TestUser.root(accounts);
        TestUser forger = new TestUser(
                root.account(), "x", new Credentials(root.credentials().accessKeyId(), "wrong-secret"));
        TestUser stranger = new TestUser(root.account(), "x", new Credentials("AKIAUNKNOWN000000000", "wrong-secret"));
        assertCode("SignatureDoesNotMatch", 403, forger);
        assertCode("InvalidClientTokenId", 403, stranger);
        try (StsClient client = client(root, "us-east-1")) {
            assertThatThrownBy(() -> client.assumeRole(
                            a -> a.roleArn("arn:aws:iam::111111111111:role/r").roleSessionName("session")))
                    .isInstanceOfSatisfying(StsException.class, e -> {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction");
                        assertThat(e.statusCode()).isEqualTo(400);
                    });
        }
    }

    private void assertCode(String code, int status, TestUser who) {
        try (StsClient client = client(who, "us-east-1")) {
            assertThatThrownBy(client::getCallerIdentity).isInstanceOfSatisfying(StsException.class, e -> {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                assertThat(e.statusCode()).isEqualTo(status);
            });
        }
    }

    private StsClient client(TestUser who, String region) {
        return StsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(who.forSdk())
                .build();
    }
}
