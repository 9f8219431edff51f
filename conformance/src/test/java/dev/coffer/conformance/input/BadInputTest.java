package dev.coffer.conformance.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cli.Credentials;
import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.RawRequest;
import dev.coffer.conformance.support.RawRequest.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Each has AWS's error code and status; nothing is half-written, nothing leaks. */
@Conformance
class BadInputTest {
    private final Deployment coffer;
    private final String bucket;

    BadInputTest(Deployment coffer) {
        this.coffer = coffer;
        this.bucket = coffer.newBucket();
    }

    private RawRequest put(String key) {
        return new RawRequest(coffer, "PUT", "/" + bucket + "/" + key).body("content");
    }

    private void refused(String error, RawRequest request) {
        Answer answer = request.send();
        assertThat(answer.error()).as(answer.text()).isEqualTo(error);
        assertThat(answer.text())
                .doesNotContain("Exception:")
                .doesNotContain("\tat ")
                .doesNotContain(coffer.credentials().secretAccessKey());
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket)).contents()).isEmpty();
    }

    @Test
    void a_wrong_secret() {
        refused(
                "403 SignatureDoesNotMatch",
                put("k").as(new Credentials(coffer.credentials().accessKeyId(), "wrong".repeat(8))));
    }

    @Test
    void a_changed_header() {
        refused(
                "403 SignatureDoesNotMatch",
                put("k").header("x-amz-meta-a", "1").headerAfterSigning("x-amz-meta-a", "2"));
    }

    @Test
    void an_unknown_key() {
        refused("403 InvalidAccessKeyId", put("k").as(new Credentials("AKIAUNKNOWNUNKNOWN00", "x".repeat(40))));
    }

    @ParameterizedTest
    @ValueSource(ints = {-16, 16})
    void a_skewed_clock(int minutes) {
        refused("403 RequestTimeTooSkewed", put("k").at(Instant.now().plus(Duration.ofMinutes(minutes))));
    }

    @Test
    void a_clock_that_is_only_a_little_off_is_fine() {
        assertThat(put("k").at(Instant.now().minus(Duration.ofMinutes(14)))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS4-HMAC-SHA256 nonsense",
                "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c",
                "Basic dXNlcjpwYXNz"
            })
    void an_authorization_that_is_none(String value) {
        Answer answer = put("k").headerAfterSigning("Authorization", value).send();
        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.text()).contains("<Error>");
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket)).contents()).isEmpty();
    }

    @Test
    void another_body_than_was_signed() {
        refused(
                "400 XAmzContentSHA256Mismatch",
                put("k").sendInstead("CONTENT".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void a_short_body() {
        Answer answer = put("k").sendInstead("con".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .send();
        assertThat(answer.error()).isIn("400 IncompleteBody", "0 ");
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket)).contents()).isEmpty();
    }

    @Test
    void a_key_that_is_too_long() {
        assertThat(put("k".repeat(1024)).send().status()).isEqualTo(200);
        coffer.s3().deleteObject(d -> d.bucket(bucket).key("k".repeat(1024)));
        refused("400 KeyTooLongError", put("k".repeat(1025)));
    }

    @Test
    void too_much_metadata() {
        assertThat(put("k").header("x-amz-meta-a", "v".repeat(2047)).send().status())
                .isEqualTo(200);
        coffer.s3().deleteObject(d -> d.bucket(bucket).key("k"));
        refused("400 MetadataTooLarge", put("k").header("x-amz-meta-a", "v".repeat(2048)));
    }

    @Test
    void an_unknown_bucket() {
        refused("404 NoSuchBucket", new RawRequest(coffer, "PUT", "/nothing-" + bucket + "/k").body("x"));
    }

    @ParameterizedTest
    @CsvSource({
        "versioning, '<VersioningConfiguration><Status>Maybe</Status></VersioningConfiguration>'",
        "versioning, '<VersioningConfiguration>'",
        "versioning, not xml",
        "versioning, '<Other/>'",
        "encryption, '<ServerSideEncryptionConfiguration/>'",
        "replication, '<ReplicationConfiguration><Role>x</Role></ReplicationConfiguration>'",
        "tagging, '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>'"
    })
    void malformed_xml(String subresource, String xml) {
        refused("400 MalformedXML", new RawRequest(coffer, "PUT", "/" + bucket + "?" + subresource).body(xml));
    }

    @Test
    void xml_that_would_read_files_or_grow_without_end() {
        String entities = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">"
                + "<!ENTITY b \"&a;&a;&a;\">]><VersioningConfiguration><Status>&b;</Status></VersioningConfiguration>";
        Answer answer = new RawRequest(coffer, "PUT", "/" + bucket + "?versioning")
                .body(entities)
                .send();
        assertThat(answer.error()).isEqualTo("400 MalformedXML");
        assertThat(answer.text()).doesNotContain("root:");
    }

    @Test
    void a_delete_of_more_than_a_thousand() {
        String objects = "<Object><Key>k</Key></Object>".repeat(1001);
        assertThat(new RawRequest(coffer, "POST", "/" + bucket + "?delete")
                        .body("<Delete>" + objects + "</Delete>")
                        .send()
                        .error())
                .isIn("400 MalformedXML", "400 InvalidRequest");
    }

    @ParameterizedTest
    @CsvSource({
        "'{', 400 SerializationException",
        "'[]', 400 SerializationException",
        "'{}', 400 ValidationException",
        "'{\"KeyId\": 5}', 400 SerializationException",
        "'{\"KeyId\": \"nonsense\", \"KeySpec\": \"AES_256\"}', 400 NotFoundException",
        "'{\"KeyId\": \"alias/none\", \"KeySpec\": \"AES_512\"}', 400 ValidationException"
    })
    void malformed_json(String json, String error) {
        assertThat(RawRequest.kms(coffer, "GenerateDataKey", json).send().error())
                .isEqualTo(error);
    }

    @Test
    void an_operation_that_kms_does_not_have() {
        assertThat(RawRequest.kms(coffer, "Nonsense", "{}").send().error()).isEqualTo("400 UnknownOperationException");
    }

    @Test
    void kms_with_a_wrong_signature_or_key() {
        assertThat(RawRequest.kms(coffer, "ListKeys", "{}")
                        .as(new Credentials(coffer.credentials().accessKeyId(), "wrong".repeat(8)))
                        .send()
                        .error())
                .isEqualTo("400 InvalidSignatureException");
        assertThat(RawRequest.kms(coffer, "ListKeys", "{}")
                        .as(new Credentials("AKIAUNKNOWNUNKNOWN00", "x".repeat(40)))
                        .send()
                        .error())
                .isEqualTo("400 UnrecognizedClientException");
    }

    @Test
    void keys_that_cannot_be_used() {
        String disabled = coffer.newKey(coffer.home());
        coffer.kms().disableKey(d -> d.keyId(disabled));
        String pending = coffer.newKey(coffer.home());
        coffer.kms().scheduleKeyDeletion(d -> d.keyId(pending));
        String foreign = coffer.newKey(coffer.away());
        refusedUnder(disabled, "KMS.DisabledException");
        refusedUnder(pending, "KMS.KMSInvalidStateException");
        refusedUnder(foreign, "KMS.NotFoundException");
        refusedUnder("alias/not-there", "KMS.NotFoundException");
    }

    private void refusedUnder(String key, String code) {
        dev.coffer.conformance.support.Errors.refused(
                400,
                code,
                () -> coffer.s3()
                        .putObject(
                                p -> p.bucket(bucket)
                                        .key("k")
                                        .serverSideEncryption("aws:kms")
                                        .ssekmsKeyId(key),
                                RequestBody.fromBytes(Bytes.of(100_000))));
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket)).contents()).isEmpty();
    }

    @Test
    void after_all_of_this_everything_goes_on() {
        assertThat(put("k").send().status()).isEqualTo(200);
        assertThat(new RawRequest(coffer, "GET", "/_coffer/health/ready")
                        .unsigned()
                        .send()
                        .status())
                .isEqualTo(200);
    }
}
