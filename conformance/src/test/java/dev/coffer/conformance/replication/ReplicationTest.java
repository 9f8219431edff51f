package dev.coffer.conformance.replication;

import static dev.coffer.conformance.replication.ReplicationFixture.kmsRule;
import static dev.coffer.conformance.replication.ReplicationFixture.rule;
import static dev.coffer.conformance.support.Errors.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Records;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The table of what becomes of an object on its way to another bucket. */
@Conformance
class ReplicationTest {
    private final Deployment coffer;
    private final ReplicationFixture fixture;
    private final S3Client here;
    private final S3Client there;
    private final String source;
    private final String target;

    ReplicationTest(Deployment coffer) {
        this.coffer = coffer;
        this.fixture = new ReplicationFixture(coffer);
        this.here = coffer.s3(coffer.home());
        this.there = coffer.s3(coffer.away());
        this.source = fixture.bucket(coffer.home());
        this.target = fixture.bucket(coffer.away());
    }

    private HeadObjectResponse put(String key, byte[] content) {
        here.putObject(
                p -> p.bucket(source)
                        .key(key)
                        .metadata(Map.of("colour", "blue"))
                        .contentType("text/x")
                        .tagging("team=blue"),
                RequestBody.fromBytes(content));
        return here.headObject(h -> h.bucket(source).key(key));
    }

    private HeadObjectResponse replica(String key) {
        return there.headObject(h -> h.bucket(target).key(key));
    }

    private byte[] replicaBytes(String key) {
        return there.getObjectAsBytes(g -> g.bucket(target).key(key)).asByteArray();
    }

    @Test
    void plaintext_stays_plaintext_with_everything_that_it_had() {
        fixture.configure(source, rule(target, "", 1).build());
        byte[] content = Bytes.of(100_000);
        HeadObjectResponse original = put("k", content);
        assertThat(original.replicationStatus()).isIn(ReplicationStatus.PENDING, ReplicationStatus.COMPLETED);
        fixture.await(here, source, "k", ReplicationStatus.COMPLETED);
        HeadObjectResponse replica = replica("k");
        assertThat(replica.replicationStatus()).isEqualTo(ReplicationStatus.REPLICA);
        assertThat(replica.versionId()).isEqualTo(original.versionId());
        assertThat(replica.eTag()).isEqualTo(original.eTag());
        assertThat(replica.lastModified()).isEqualTo(original.lastModified());
        assertThat(replica.metadata()).isEqualTo(original.metadata());
        assertThat(replica.contentType()).isEqualTo("text/x");
        assertThat(replica.serverSideEncryption()).isNull();
        assertThat(there.getObjectTagging(t -> t.bucket(target).key("k")).tagSet())
                .hasSize(1);
        assertThat(replicaBytes("k")).isEqualTo(content);
    }

    @Test
    void plaintext_becomes_sse_s3_with_the_same_etag_where_that_is_the_default() {
        fixture.defaultEncryption(coffer.away(), target, "AES256", Optional.empty(), false);
        fixture.configure(source, rule(target, "", 1).build());
        HeadObjectResponse original = put("k", Bytes.of(1000));
        fixture.await(here, source, "k", ReplicationStatus.COMPLETED);
        assertThat(replica("k").serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(replica("k").eTag()).isEqualTo(original.eTag());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void plaintext_becomes_sse_kms_with_another_etag_where_that_is_the_default(boolean bucketKey) {
        String key = coffer.newKey(coffer.away());
        fixture.defaultEncryption(coffer.away(), target, "aws:kms", Optional.of(key), bucketKey);
        fixture.configure(source, rule(target, "", 1).build());
        byte[] content = Bytes.of(100_000);
        HeadObjectResponse original = put("k", content);
        fixture.await(here, source, "k", ReplicationStatus.COMPLETED);
        HeadObjectResponse replica = replica("k");
        assertThat(original.serverSideEncryption()).isNull();
        assertThat(replica.ssekmsKeyId()).isEqualTo(key);
        assertThat(Boolean.TRUE.equals(replica.bucketKeyEnabled())).isEqualTo(bucketKey);
        assertThat(replica.eTag()).isNotEqualTo(original.eTag());
        assertThat(replicaBytes("k")).isEqualTo(content);
        assertThat(Records.ofKey(coffer, coffer.away(), key, "GenerateDataKey"))
                .singleElement()
                .satisfies(r -> assertThat(Records.contextArn(r))
                        .isEqualTo("arn:aws:s3:::" + target + (bucketKey ? "" : "/k")));
    }

    @Test
    void sse_s3_is_preserved_whatever_the_default() {
        fixture.defaultEncryption(coffer.away(), target, "aws:kms", Optional.of(coffer.newKey(coffer.away())), true);
        fixture.defaultEncryption(coffer.home(), source, "AES256", Optional.empty(), false);
        fixture.configure(source, rule(target, "", 1).build());
        HeadObjectResponse original = put("k", Bytes.of(1000));
        fixture.await(here, source, "k", ReplicationStatus.COMPLETED);
        assertThat(replica("k").serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(replica("k").eTag()).isEqualTo(original.eTag());
    }

    @Test
    void sse_kms_is_not_replicated_unless_the_rule_says_so() {
        fixture.configure(source, rule(target, "", 1).build());
        String key = coffer.newKey(coffer.home());
        fixture.defaultEncryption(coffer.home(), source, "aws:kms", Optional.of(key), false);
        HeadObjectResponse kms = put("kms", Bytes.of(10));
        assertThat(kms.replicationStatus()).isNull();
        here.putObject(p -> p.bucket(source).key("after").serverSideEncryption("AES256"), RequestBody.fromString("x"));
        fixture.await(here, source, "after", ReplicationStatus.COMPLETED);
        refused(404, "NoSuchKey", () -> replicaBytes("kms"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sse_kms_is_encrypted_anew_under_the_replica_key_by_the_role(boolean bucketKey) {
        String sourceKey = coffer.newKey(coffer.home());
        String replicaKey = coffer.newKey(coffer.away());
        fixture.defaultEncryption(coffer.home(), source, "aws:kms", Optional.of(sourceKey), bucketKey);
        fixture.configure(source, kmsRule(target, replicaKey).build());
        for (String key : List.of("k0", "k1", "k2")) {
            put(key, Bytes.of(70_000));
        }
        for (String key : List.of("k0", "k1", "k2")) {
            HeadObjectResponse original = fixture.await(here, source, key, ReplicationStatus.COMPLETED);
            HeadObjectResponse replica = replica(key);
            assertThat(replica.ssekmsKeyId()).isEqualTo(replicaKey);
            assertThat(Boolean.TRUE.equals(replica.bucketKeyEnabled()))
                    .as("the source object's bucket-key setting is kept")
                    .isEqualTo(bucketKey);
            assertThat(replica.versionId()).isEqualTo(original.versionId());
        }
        List<JsonNode> decrypts = byRole(Records.ofKey(coffer, coffer.home(), sourceKey, "Decrypt"));
        List<JsonNode> encrypts = byRole(Records.ofKey(coffer, coffer.away(), replicaKey, "Encrypt"));
        assertThat(decrypts).hasSize(bucketKey ? 1 : 3);
        assertThat(encrypts).hasSize(bucketKey ? 1 : 3);
        assertThat(byRole(Records.ofKey(coffer, coffer.away(), replicaKey, "GenerateDataKey")))
                .isEmpty();
        assertThat(encrypts)
                .allSatisfy(r -> assertThat(Records.contextArn(r))
                        .startsWith("arn:aws:s3:::" + target + (bucketKey ? "" : "/k")));
        assertThat(decrypts)
                .allSatisfy(r -> assertThat(r.at("/userIdentity/arn").asText()).endsWith("/s3-replication"));
        assertThat(replicaBytes("k1")).isEqualTo(Bytes.of(70_000));
    }

    private List<JsonNode> byRole(List<JsonNode> records) {
        return records.stream()
                .filter(r -> r.at("/userIdentity/sessionContext/sessionIssuer/arn")
                        .asText()
                        .equals(fixture.role()))
                .toList();
    }

    @Test
    void a_multipart_object_keeps_its_parts_and_its_etag() {
        fixture.configure(source, rule(target, "", 1).build());
        byte[] first = Bytes.of(5 * 1024 * 1024);
        byte[] last = Bytes.of(1234);
        String upload =
                here.createMultipartUpload(u -> u.bucket(source).key("k")).uploadId();
        CompletedPart one = part(upload, 1, first);
        CompletedPart two = part(upload, 2, last);
        here.completeMultipartUpload(
                c -> c.bucket(source).key("k").uploadId(upload).multipartUpload(m -> m.parts(one, two)));
        HeadObjectResponse original = fixture.await(here, source, "k", ReplicationStatus.COMPLETED);
        assertThat(replica("k").eTag()).isEqualTo(original.eTag()).endsWith("-2\"");
        assertThat(there.getObjectAsBytes(g -> g.bucket(target).key("k").partNumber(2))
                        .asByteArray())
                .isEqualTo(last);
        assertThat(replica("k").contentLength()).isEqualTo(first.length + last.length);
    }

    private CompletedPart part(String upload, int number, byte[] content) {
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(here.uploadPart(
                                p -> p.bucket(source).key("k").uploadId(upload).partNumber(number),
                                RequestBody.fromBytes(content))
                        .eTag())
                .build();
    }

    @Test
    void a_rule_covers_its_prefix_and_the_same_region_is_a_destination_too() {
        String sameRegion = fixture.bucket(coffer.home());
        fixture.configure(
                source,
                rule(target, "logs/", 1).build(),
                rule(sameRegion, "", 2).build());
        put("logs/a", Bytes.of(10));
        put("other", Bytes.of(10));
        fixture.await(here, source, "logs/a", ReplicationStatus.COMPLETED);
        fixture.await(here, source, "other", ReplicationStatus.COMPLETED);
        assertThat(replicaBytes("logs/a")).hasSize(10);
        refused(404, "NoSuchKey", () -> replicaBytes("other"));
        assertThat(here.listObjectsV2(l -> l.bucket(sameRegion)).contents()).hasSize(2);
    }

    @Test
    void what_was_there_before_the_rule_and_what_is_a_replica_is_not_replicated() {
        String third = fixture.bucket(coffer.home());
        put("before", Bytes.of(10));
        fixture.configure(source, rule(target, "", 1).build());
        fixture.configure(
                coffer.away(), target, fixture.role(), rule(third, "", 1).build());
        put("after", Bytes.of(10));
        fixture.await(here, source, "after", ReplicationStatus.COMPLETED);
        there.putObject(p -> p.bucket(target).key("direct"), RequestBody.fromString("x"));
        fixture.await(there, target, "direct", ReplicationStatus.COMPLETED);
        refused(404, "NoSuchKey", () -> replicaBytes("before"));
        assertThat(here.listObjectsV2(l -> l.bucket(third)).contents())
                .extracting(o -> o.key())
                .containsExactly("direct");
    }

    @Test
    void delete_markers_go_along_only_if_the_rule_says_so() {
        String silent = fixture.bucket(coffer.away());
        fixture.configure(
                source,
                rule(target, "", 1)
                        .deleteMarkerReplication(d -> d.status("Enabled"))
                        .build(),
                rule(silent, "", 2).build());
        put("k", Bytes.of(10));
        fixture.await(here, source, "k", ReplicationStatus.COMPLETED);
        String marker = here.deleteObject(d -> d.bucket(source).key("k")).versionId();
        Awaitility.await("the marker arrives")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                there.listObjectVersions(l -> l.bucket(target)).deleteMarkers())
                        .singleElement()
                        .satisfies(m -> assertThat(m.versionId()).isEqualTo(marker)));
        put("later", Bytes.of(10));
        fixture.await(here, source, "later", ReplicationStatus.COMPLETED);
        assertThat(there.listObjectVersions(l -> l.bucket(silent)).deleteMarkers())
                .isEmpty();
    }

    @Test
    void deleting_a_version_deletes_no_replica() {
        fixture.configure(source, rule(target, "", 1).build());
        String version = put("k", Bytes.of(10)).versionId();
        fixture.await(here, source, "k", ReplicationStatus.COMPLETED);
        here.deleteObject(d -> d.bucket(source).key("k").versionId(version));
        put("later", Bytes.of(10));
        fixture.await(here, source, "later", ReplicationStatus.COMPLETED);
        assertThat(replicaBytes("k")).hasSize(10);
    }

    @Test
    void an_unusable_replica_key_fails_that_object_and_holds_up_no_other() {
        String replicaKey = coffer.newKey(coffer.away());
        String key = coffer.newKey(coffer.home());
        fixture.configure(source, kmsRule(target, replicaKey).build());
        coffer.kms(coffer.away()).disableKey(d -> d.keyId(replicaKey));
        here.putObject(
                p -> p.bucket(source)
                        .key("poisoned")
                        .serverSideEncryption("aws:kms")
                        .ssekmsKeyId(key),
                RequestBody.fromString("x"));
        for (int i = 0; i < 20; i++) {
            put("fine-" + i, Bytes.of(10));
        }
        for (int i = 0; i < 20; i++) {
            fixture.await(here, source, "fine-" + i, ReplicationStatus.COMPLETED);
        }
        fixture.await(here, source, "poisoned", ReplicationStatus.FAILED);
        refused(404, "NoSuchKey", () -> replicaBytes("poisoned"));
    }

    @Test
    void configurations_that_cannot_work_are_refused() {
        String unversioned = coffer.newBucket();
        refused(
                400,
                "InvalidRequest",
                () -> fixture.configure(unversioned, rule(target, "", 1).build()));
        refused(
                400,
                "InvalidRequest",
                () -> fixture.configure(source, rule(unversioned, "", 1).build()));
        refused(
                400,
                "InvalidRequest",
                () -> fixture.configure(
                        source, rule("no-such-bucket-" + source, "", 1).build()));
        refused(404, "ReplicationConfigurationNotFoundError", () -> here.getBucketReplication(r -> r.bucket(source)));
        fixture.configure(source, rule(target, "", 1).build());
        assertThat(here.getBucketReplication(r -> r.bucket(source))
                        .replicationConfiguration()
                        .rules())
                .hasSize(1);
        here.deleteBucketReplication(r -> r.bucket(source));
        refused(404, "ReplicationConfigurationNotFoundError", () -> here.getBucketReplication(r -> r.bucket(source)));
    }

    @Test
    void versions_of_one_key_arrive_in_their_order() {
        fixture.configure(source, rule(target, "", 1).build());
        for (int i = 0; i < 15; i++) {
            put("k", Bytes.of(i + 1));
        }
        Awaitility.await("all versions arrive")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                there.listObjectVersions(l -> l.bucket(target)).versions())
                        .hasSize(15));
        assertThat(there.listObjectVersions(l -> l.bucket(target)).versions())
                .extracting(v -> v.versionId())
                .containsExactlyElementsOf(here.listObjectVersions(l -> l.bucket(source)).versions().stream()
                        .map(v -> v.versionId())
                        .toList());
        assertThat(replica("k").contentLength()).isEqualTo(15);
    }
}
