package dev.coffer.kms.audit;

import static dev.coffer.kms.Refusals.refused;
import static dev.coffer.kms.audit.RecordJson.json;
import static dev.coffer.kms.audit.RecordJson.parse;
import static dev.coffer.kms.audit.RecordJson.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.aws.AccountId;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.identity.Caller;
import dev.coffer.kms.Callers;
import dev.coffer.kms.TestKms;
import dev.coffer.kms.api.CreateAlias;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.EnableKeyRotation;
import dev.coffer.kms.api.Encrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.ListKeys;
import dev.coffer.kms.api.ScheduleKeyDeletion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallRecordsTest {
    private static final AccountId OWNER = new AccountId("111111111111");
    private static final AccountId OTHER = new AccountId("222222222222");
    private static final Map<String, String> CONTEXT = Map.of("aws:s3:arn", "arn:aws:s3:::bucket/key");

    private final TestKms kms = new TestKms();
    private final Caller root = Callers.root(OWNER);
    private final String key = kms.createKey(root);

    @Test
    void a_data_key_for_a_user_of_s3() {
        Caller alice = Callers.viaS3(Callers.user(OWNER, "alice", "kms:*"));
        GenerateDataKey.Result dataKey = kms.call(GenerateDataKey.aes256(key, CONTEXT), alice);

        JsonNode record = json(kms.lastRecord());
        assertThat(record.get("eventID").asText()).hasSize(36);
        assertThat(record.get("requestID").asText()).hasSize(36);
        assertThat(without(record, "eventID", "requestID"))
                .isEqualTo(parse("""
                {"eventVersion": "1.11",
                 "userIdentity": {"type": "IAMUser", "principalId": "AIDAalice",
                   "arn": "arn:aws:iam::111111111111:user/alice", "accountId": "111111111111",
                   "accessKeyId": "AKIAalice", "userName": "alice", "invokedBy": "fas.s3.amazonaws.com"},
                 "eventTime": "2026-11-20T10:00:01Z", "eventSource": "kms.amazonaws.com",
                 "eventName": "GenerateDataKey", "awsRegion": "us-east-1",
                 "sourceIPAddress": "fas.s3.amazonaws.com", "userAgent": "fas.s3.amazonaws.com",
                 "requestParameters": {"encryptionContext": {"aws:s3:arn": "arn:aws:s3:::bucket/key"},
                   "keyId": "KEY", "keySpec": "AES_256"},
                 "responseElements": null,
                 "additionalEventData": {"keyMaterialId": "MATERIAL", "s3RequestId": "REQUEST1"},
                 "readOnly": true,
                 "resources": [{"accountId": "111111111111", "type": "AWS::KMS::Key", "ARN": "KEY"}],
                 "eventType": "AwsApiCall", "managementEvent": true, "recipientAccountId": "111111111111",
                 "eventCategory": "Management"}""".replace("KEY", key).replace("MATERIAL", dataKey.keyMaterialId())));
    }

    @Test
    void a_direct_decrypt_by_a_roles_session() {
        byte[] blob = kms.call(GenerateDataKey.aes256(key, CONTEXT), root).ciphertextBlob();
        kms.call(
                new Decrypt(blob, CONTEXT, List.of(), Optional.empty(), Optional.empty()),
                Callers.role(OWNER, "work", "kms:*"));

        JsonNode record = json(kms.lastRecord());
        assertThat(record.get("userIdentity")).isEqualTo(parse("""
                {"type": "AssumedRole", "principalId": "AROAwork:session",
                 "arn": "arn:aws:sts::111111111111:assumed-role/work/session", "accountId": "111111111111",
                 "accessKeyId": "ASIAwork",
                 "sessionContext": {
                   "sessionIssuer": {"type": "Role", "principalId": "AROAwork",
                     "arn": "arn:aws:iam::111111111111:role/work", "accountId": "111111111111", "userName": "work"},
                   "attributes": {"creationDate": "2026-11-01T10:00:00Z", "mfaAuthenticated": "false"}}}"""));
        assertThat(record.get("requestParameters")).isEqualTo(parse("""
                {"encryptionContext": {"aws:s3:arn": "arn:aws:s3:::bucket/key"},
                 "encryptionAlgorithm": "SYMMETRIC_DEFAULT"}"""));
        assertThat(record.get("sourceIPAddress").asText()).isEqualTo("203.0.113.7");
        assertThat(record.get("userAgent").asText()).isEqualTo("aws-cli/2");
        assertThat(record.get("tlsDetails").get("tlsVersion").asText()).isEqualTo("TLSv1.3");
        assertThat(record.get("additionalEventData").has("s3RequestId")).isFalse();
    }

    @Test
    void root_is_its_account() {
        kms.call(new DescribeKey(key, List.of()), root);

        JsonNode record = json(kms.lastRecord());
        assertThat(record.get("userIdentity")).isEqualTo(parse("""
                {"type": "Root", "principalId": "111111111111", "arn": "arn:aws:iam::111111111111:root",
                 "accountId": "111111111111", "accessKeyId": "AKIAROOT111111111111"}"""));
        assertThat(record.get("responseElements").isNull()).isTrue();
        assertThat(record.get("readOnly").asBoolean()).isTrue();
        assertThat(record.has("additionalEventData")).isFalse();
    }

    @Test
    void changes_tell_what_came_of_them() {
        String arn = kms.createKey(root);
        JsonNode created = json(kms.lastRecord());
        assertThat(created.at("/responseElements/keyMetadata/arn").asText()).isEqualTo(arn);
        assertThat(created.at("/responseElements/keyMetadata/aWSAccountId").asText())
                .isEqualTo("111111111111");
        assertThat(created.at("/responseElements/keyMetadata/creationDate").asText())
                .isEqualTo("Nov 20, 2026, 10:00:02 AM");
        assertThat(created.get("readOnly").asBoolean()).isFalse();

        kms.call(new DisableKey(arn), root);
        assertThat(json(kms.lastRecord()).at("/responseElements/keyId").asText())
                .isEqualTo(arn);

        kms.call(new CreateAlias("alias/a", arn), root);
        JsonNode alias = json(kms.lastRecord());
        assertThat(alias.get("requestParameters"))
                .isEqualTo(parse("{\"aliasName\": \"alias/a\", \"targetKeyId\": \"" + arn + "\"}"));
        assertThat(alias.get("resources"))
                .extracting(r -> r.get("ARN").asText())
                .containsExactly("arn:aws:kms:us-east-1:111111111111:alias/a", arn);

        kms.call(new ScheduleKeyDeletion(arn, Optional.of(7)), root);
        JsonNode scheduled = json(kms.lastRecord());
        assertThat(scheduled.get("requestParameters"))
                .isEqualTo(parse("{\"keyId\": \"" + arn + "\", \"pendingWindowInDays\": 7}"));
        assertThat(scheduled.at("/responseElements/deletionDate").asText()).isEqualTo("Nov 27, 2026, 10:00:02 AM");
    }

    @Test
    void refused_and_throttled_calls_are_recorded_with_their_errors() {
        Caller alice = Callers.user(OWNER, "alice", "none");
        refused("AccessDeniedException", () -> kms.call(GenerateDataKey.aes256(key, CONTEXT), alice));
        AuditRecord denied = kms.lastRecord();
        assertThat(denied.errorCode()).contains("AccessDenied");
        assertThat(denied.errorMessage().orElseThrow()).startsWith("User: arn:aws:iam::111111111111:user/alice is not");
        assertThat(denied.resources()).extracting(AuditRecord.Resource::arn).containsExactly(key);

        refused("InvalidCiphertextException", () -> kms.call(Decrypt.blob(new byte[100], CONTEXT), root));
        AuditRecord invalid = kms.lastRecord();
        assertThat(invalid.errorCode()).contains("InvalidCiphertextException");
        assertThat(invalid.errorMessage()).isEmpty();
        assertThat(invalid.resources()).isEmpty();

        refused("ThrottlingException", () -> {
            for (int i = 0; i < 6; i++) {
                kms.call(new DisableKey(key), root);
            }
        });
        AuditRecord throttled = kms.lastRecord();
        assertThat(throttled.eventName()).isEqualTo("DisableKey");
        assertThat(throttled.errorCode()).contains("ThrottlingException");
        assertThat(throttled.requestParameters()).isEqualTo(Map.of("keyId", key));
    }

    @Test
    void a_call_across_accounts_is_in_both_trails_and_a_refused_one_only_in_the_callers() {
        String shared = kms.createKey(root, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*",
                 "Principal": {"AWS": ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"]}}]}""");
        kms.records.clear();
        Caller bob = Callers.user(OTHER, "bob", "kms:GenerateDataKey");

        kms.call(GenerateDataKey.aes256(shared, CONTEXT), bob);
        assertThat(kms.records)
                .extracting(AuditRecord::recipientAccountId)
                .containsExactly("222222222222", "111111111111");
        AuditRecord own = kms.records.get(0);
        AuditRecord owners = kms.records.get(1);
        assertThat(own.sharedEventID()).isPresent().isEqualTo(owners.sharedEventID());
        assertThat(own.eventID()).isNotEqualTo(owners.eventID());
        assertThat(own.requestID()).isEqualTo(owners.requestID());
        assertThat(own.userIdentity()).containsEntry("arn", "arn:aws:iam::222222222222:user/bob");
        assertThat(owners.userIdentity())
                .isEqualTo(Map.of("type", "AWSAccount", "principalId", "AIDAbob", "accountId", "222222222222"));

        kms.records.clear();
        refused("AccessDeniedException", () -> kms.call(new DescribeKey(shared, List.of()), bob));
        assertThat(kms.records).extracting(AuditRecord::recipientAccountId).containsExactly("222222222222");
        assertThat(kms.lastRecord().sharedEventID()).isEmpty();
    }

    @Test
    void what_kms_does_by_itself_is_an_event_of_the_service() {
        kms.call(new EnableKeyRotation(key, Optional.of(90)), root);
        kms.pass(Duration.ofDays(90));
        AuditRecord rotated = kms.lastRecord();
        assertThat(rotated.eventName()).isEqualTo("RotateKey");
        assertThat(rotated.eventType()).isEqualTo("AwsServiceEvent");
        assertThat(rotated.userIdentity()).isEqualTo(Map.of("accountId", "111111111111", "invokedBy", "AWS Internal"));
        assertThat(rotated.additionalEventData().orElseThrow()).containsEntry("rotationType", "AUTOMATIC");

        kms.call(new ScheduleKeyDeletion(key, Optional.of(7)), root);
        kms.pass(Duration.ofDays(7));
        AuditRecord deleted = kms.lastRecord();
        assertThat(deleted.eventName()).isEqualTo("DeleteKey");
        assertThat(deleted.resources()).extracting(AuditRecord.Resource::arn).containsExactly(key);
        assertThat(deleted.recipientAccountId()).isEqualTo("111111111111");
    }

    @Test
    void calls_about_no_key_have_no_resources() {
        kms.call(new ListKeys(Optional.of(5), Optional.empty()), root);

        assertThat(kms.lastRecord().resources()).isEmpty();
        assertThat(kms.lastRecord().requestParameters()).isEqualTo(Map.of("limit", 5));
    }

    @Test
    void no_record_holds_plaintext_or_ciphertext() {
        byte[] plaintext = "a plaintext nobody may see".getBytes(StandardCharsets.UTF_8);
        Encrypt.Result encrypted = kms.call(
                new Encrypt(key, SecretBytes.adopt(plaintext.clone()), CONTEXT, List.of(), Optional.empty()), root);
        GenerateDataKey.Result dataKey = kms.call(GenerateDataKey.aes256(key, CONTEXT), root);
        kms.call(Decrypt.blob(encrypted.ciphertextBlob(), CONTEXT), root);

        String trail = kms.records.stream().map(AuditRecord::toJson).reduce("", String::concat);
        Base64.Encoder base64 = Base64.getEncoder();
        assertThat(trail)
                .doesNotContain("nobody may see")
                .doesNotContain(base64.encodeToString(plaintext))
                .doesNotContain(base64.encodeToString(encrypted.ciphertextBlob()))
                .doesNotContain(base64.encodeToString(dataKey.ciphertextBlob()))
                .doesNotContain(dataKey.plaintext().use(base64::encodeToString));
    }

    @Test
    void a_call_that_cannot_be_recorded_fails_and_its_answer_is_destroyed() {
        boolean[] away = {false};
        TestKms unlucky = new TestKms((region, orderKey, records) -> {
            if (away[0]) {
                throw new AuditLog.Unavailable("away", new IllegalStateException());
            }
        });
        String arn = unlucky.createKey(root);
        away[0] = true;

        refused("KMSInternalException", "", () -> unlucky.call(GenerateDataKey.aes256(arn, CONTEXT), root));
        refused("KMSInternalException", "", () -> unlucky.call(new DescribeKey("nonsense", List.of()), root));
        assertThat(KmsError.INTERNAL.status()).isEqualTo(500);
    }

    @Test
    void records_of_one_key_keep_their_order_by_its_arn() {
        StringBuilder keys = new StringBuilder();
        TestKms ordered =
                new TestKms((region, orderKey, records) -> keys.append(orderKey).append(' '));
        String arn = ordered.createKey(root);
        ordered.call(GenerateDataKey.aes256(arn, CONTEXT), root);
        ordered.call(new ListKeys(Optional.empty(), Optional.empty()), root);

        assertThat(keys.toString()).isEqualTo(arn + " " + arn + " 111111111111 ");
    }
}
