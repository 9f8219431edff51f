package dev.coffer.conformance.kms;

import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cli.Json;
import dev.coffer.cli.aws.Clients;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Policies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.KmsClient;

@Conformance
class AuthorizationTest {
    private final Deployment coffer;
    private final String key;

    AuthorizationTest(Deployment coffer) {
        this.coffer = coffer;
        this.key = coffer.newKey(coffer.home());
    }

    private static void generate(KmsClient kms, String key) {
        kms.generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
    }

    private KmsClient kms(Clients clients) {
        return clients.kms(coffer.home());
    }

    private Map<String, Object> statement(
            String effect, Object principal, String action, Map<String, Object> condition) {
        return condition.isEmpty()
                ? Map.of("Effect", effect, "Principal", principal, "Action", action, "Resource", "*")
                : Map.of(
                        "Effect",
                        effect,
                        "Principal",
                        principal,
                        "Action",
                        action,
                        "Resource",
                        "*",
                        "Condition",
                        condition);
    }

    /** The root keeps control; {@code more} comes on top. */
    private void keyPolicy(Map<String, Object> more) {
        Map<String, Object> root =
                statement("Allow", Map.of("AWS", "arn:aws:iam::" + coffer.account() + ":root"), "kms:*", Map.of());
        String policy = Json.write(Map.of("Version", "2012-10-17", "Statement", List.of(root, more)));
        coffer.kms().putKeyPolicy(p -> p.keyId(key).policyName("default").policy(policy));
    }

    @Test
    void the_default_policy_lets_identity_policies_decide() {
        String policy = coffer.kms()
                .getKeyPolicy(p -> p.keyId(key).policyName("default"))
                .policy();
        assertThat(Json.read(policy, "policy").at("/Statement/0/Principal/AWS").asText())
                .isEqualTo("arn:aws:iam::" + coffer.account() + ":root");
        try (Clients may = coffer.as(coffer.newUser(Policies.allow("kms:GenerateDataKey")));
                Clients mayNot = coffer.as(coffer.newUser(Policies.allow("s3:*")))) {
            generate(kms(may), key);
            var refusal = refused(400, "AccessDeniedException", () -> generate(kms(mayNot), key));
            assertThat(refusal.awsErrorDetails().errorMessage())
                    .contains("is not authorized to perform: kms:GenerateDataKey on resource: " + key)
                    .contains("because no identity-based policy allows the kms:GenerateDataKey action");
        }
    }

    @Test
    void an_explicit_deny_wins() {
        try (Clients denied = coffer.as(coffer.newUser(Policies.document(
                List.of(Policies.statement("Allow", "kms:*"), Policies.statement("Deny", "kms:GenerateDataKey")))))) {
            assertThat(refused(400, "AccessDeniedException", () -> generate(kms(denied), key))
                            .awsErrorDetails()
                            .errorMessage())
                    .contains("explicit deny");
        }
        keyPolicy(statement("Deny", "*", "kms:GenerateDataKey", Map.of()));
        refused(400, "AccessDeniedException", () -> generate(coffer.kms(), key));
    }

    @Test
    void a_key_policy_can_allow_what_no_identity_policy_does() {
        String name = dev.coffer.conformance.support.Unique.name();
        try (Clients user = coffer.as(coffer.newUser(name, Policies.allow("s3:ListBucket")))) {
            refused(400, "AccessDeniedException", () -> generate(kms(user), key));
            keyPolicy(statement(
                    "Allow",
                    Map.of("AWS", "arn:aws:iam::" + coffer.account() + ":user/" + name),
                    "kms:GenerateDataKey",
                    Map.of()));
            generate(kms(user), key);
        }
    }

    @Test
    void a_condition_on_the_context_is_kept() {
        keyPolicy(statement(
                "Deny",
                "*",
                "kms:GenerateDataKey",
                Map.of("StringNotEquals", Map.of("kms:EncryptionContext:project", "coffer"))));
        refused(400, "AccessDeniedException", () -> generate(coffer.kms(), key));
        coffer.kms()
                .generateDataKey(g -> g.keyId(key).keySpec("AES_256").encryptionContext(Map.of("project", "coffer")));
    }

    @Test
    void via_service_tells_s3_from_direct_calls() {
        keyPolicy(statement(
                "Deny",
                "*",
                "kms:GenerateDataKey",
                Map.of("StringNotEquals", Map.of("kms:ViaService", "s3." + coffer.home() + ".amazonaws.com"))));
        refused(400, "AccessDeniedException", () -> generate(coffer.kms(), key));
        String bucket = coffer.newBucket();
        coffer.s3()
                .putObject(
                        p -> p.bucket(bucket)
                                .key("k")
                                .serverSideEncryption("aws:kms")
                                .ssekmsKeyId(key),
                        RequestBody.fromString("x"));
    }

    @Test
    void with_bucket_keys_the_context_is_the_bucket_so_conditions_on_objects_deny() {
        String bucket = coffer.newBucket();
        keyPolicy(statement(
                "Deny",
                "*",
                "kms:GenerateDataKey",
                Map.of("StringNotLike", Map.of("kms:EncryptionContext:aws:s3:arn", "arn:aws:s3:::" + bucket + "/*"))));
        coffer.s3()
                .putObject(
                        p -> p.bucket(bucket)
                                .key("k")
                                .serverSideEncryption("aws:kms")
                                .ssekmsKeyId(key),
                        RequestBody.fromString("x"));
        refused(
                403,
                "AccessDenied",
                () -> coffer.s3()
                        .putObject(
                                p -> p.bucket(bucket)
                                        .key("k")
                                        .serverSideEncryption("aws:kms")
                                        .ssekmsKeyId(key)
                                        .bucketKeyEnabled(true),
                                RequestBody.fromString("x")));
    }

    @Test
    void another_account_needs_the_key_policy_and_its_own() {
        try (Clients other = coffer.as(coffer.newAccount())) {
            String account = other.account(coffer.home());
            refused(400, "AccessDeniedException", () -> generate(kms(other), key));
            keyPolicy(statement(
                    "Allow", Map.of("AWS", "arn:aws:iam::" + account + ":root"), "kms:GenerateDataKey", Map.of()));
            generate(kms(other), key);
        }
    }

    @Test
    void a_malformed_policy_is_refused() {
        refused(
                400,
                "MalformedPolicyDocumentException",
                () -> coffer.kms()
                        .putKeyPolicy(p -> p.keyId(key).policyName("default").policy("{\"nonsense\"")));
    }
}
