package dev.coffer.conformance.identity;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cli.Credentials;
import dev.coffer.cli.aws.Clients;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Policies;
import dev.coffer.conformance.support.Unique;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

@Conformance
class IdentityTest {
    private final Deployment coffer;

    IdentityTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private GetCallerIdentityResponse identity(Credentials credentials) {
        try (StsClient sts = StsClient.builder()
                .endpointOverride(coffer.endpoint())
                .region(Region.of(coffer.home()))
                .credentialsProvider(credentials::forSdk)
                .build()) {
            return sts.getCallerIdentity();
        }
    }

    @Test
    void everybody_may_ask_who_they_are() {
        GetCallerIdentityResponse root = identity(coffer.credentials());
        assertThat(root.arn()).isEqualTo("arn:aws:iam::" + root.account() + ":root");
        String name = Unique.name();
        GetCallerIdentityResponse user = identity(coffer.newUser(name, Policies.allBut("*")));
        assertThat(user.arn()).isEqualTo("arn:aws:iam::" + root.account() + ":user/" + name);
        assertThat(user.userId()).startsWith("AIDA");
        assertThat(user.account()).isEqualTo(root.account());
    }

    @Test
    void a_user_may_do_what_a_policy_allows_on_the_resources_that_it_names() {
        String mine = coffer.newBucket();
        String other = coffer.newBucket();
        Credentials user = coffer.newUser(Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Map.of(
                        "Effect",
                        "Allow",
                        "Action",
                        List.of("s3:PutObject", "s3:Get*"),
                        "Resource",
                        "arn:aws:s3:::" + mine + "/public/*"))));
        try (Clients clients = coffer.as(user)) {
            S3Client s3 = clients.s3(coffer.home());
            s3.putObject(p -> p.bucket(mine).key("public/x"), RequestBody.fromString("x"));
            s3.getObjectAsBytes(g -> g.bucket(mine).key("public/x"));
            refused(
                    403,
                    "AccessDenied",
                    () -> s3.putObject(p -> p.bucket(mine).key("private/x"), RequestBody.fromString("x")));
            refused(
                    403,
                    "AccessDenied",
                    () -> s3.putObject(p -> p.bucket(other).key("public/x"), RequestBody.fromString("x")));
            refused(
                    403,
                    "AccessDenied",
                    () -> s3.deleteObject(d -> d.bucket(mine).key("public/x")));
            refused(403, "AccessDenied", () -> s3.listObjectsV2(l -> l.bucket(mine)));
        }
    }

    @Test
    void who_may_not_list_does_not_learn_whether_a_key_is_there() {
        String bucket = coffer.newBucket();
        try (Clients clients = coffer.as(coffer.newUser(Policies.allow("s3:GetObject")))) {
            refused(
                    403,
                    "AccessDenied",
                    () -> clients.s3(coffer.home())
                            .getObjectAsBytes(g -> g.bucket(bucket).key("nothing")));
        }
    }

    @Test
    void a_deleted_user_is_nobody_within_a_second_or_so() {
        String name = Unique.name();
        Credentials credentials = coffer.newUser(name, Policies.allow("s3:*"));
        try (Clients clients = coffer.as(credentials)) {
            S3Client s3 = clients.s3(coffer.home());
            s3.listBuckets();
            coffer.admin().delete("/accounts/" + coffer.account() + "/users/" + name, Map.of());
            Awaitility.await("the key is unknown")
                    .atMost(Duration.ofSeconds(5))
                    .ignoreExceptionsMatching(e -> false)
                    .until(() -> {
                        try {
                            s3.listBuckets();
                            return false;
                        } catch (S3Exception e) {
                            return e.awsErrorDetails().errorCode().equals("InvalidAccessKeyId");
                        }
                    });
        }
    }

    @Test
    void the_admin_api_is_not_for_users_without_permission() {
        Credentials user = coffer.newUser(Policies.allow("s3:*", "kms:*"));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new dev.coffer.cli.admin.AdminApi(coffer.endpoint(), user).get("/accounts", Map.of()))
                .isInstanceOf(dev.coffer.cli.CommandFailed.class);
    }

    @Test
    void nobody_without_a_signature_gets_anything() {
        String bucket = coffer.newBucket();
        assertThat(new dev.coffer.conformance.support.RawRequest(coffer, "GET", "/" + bucket)
                        .unsigned()
                        .send()
                        .error())
                .isEqualTo("403 AccessDenied");
    }
}
