package dev.coffer.storage.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Answer;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.events.Topics;
import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.GetObject;
import dev.coffer.storage.api.HeadObject;
import dev.coffer.storage.api.ListObjectVersions;
import dev.coffer.storage.api.ObjectHead;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutBucketEncryption;
import dev.coffer.storage.api.PutBucketReplication;
import dev.coffer.storage.api.PutBucketVersioning;
import dev.coffer.storage.api.ReadForReplication;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.ReplicationRule;
import dev.coffer.storage.api.ReplicationSource;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.api.WriteReplica;
import dev.coffer.storage.api.WriteReplicaDeleteMarker;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.testing.FakeKms;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both ends of replication, as the replication service uses them. */
@QuarkusTest
class ReplicationTest extends StorageTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Caller role;
    private BucketName source;
    private BucketName destination;

    @BeforeEach
    void start() {
        role = role("replication", "s3-replication", "", ALLOW_ALL);
        source = versionedBucket();
        destination = versioned(bucket(OTHER_REGION, Optional.of("none")));
    }

    @Test
    void plaintext_stays_plaintext_where_the_destination_has_no_default() {
        BucketName plain = plaintextBucket();
        call(new PutBucketVersioning(plain, Versioning.ENABLED));
        source = plain;
        replicateTo(rule("").build());

        ObjectHead replica = replicated(EncryptionRequest.NONE, Optional.empty());

        assertThat(replica.encryption().type()).isEmpty();
        assertThat(replica.etag()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(kms.calls()).isEmpty();
    }

    @Test
    void plaintext_becomes_sse_kms_by_the_destinations_default_with_another_etag() {
        source = versioned(plaintextBucket());
        String key = kms.createKey(OTHER_REGION, ACCOUNT);
        storage.call(
                new PutBucketEncryption(
                        destination, new EncryptionConfiguration("aws:kms", Optional.of(key), true, Set.of())),
                OTHER_REGION,
                root);
        replicateTo(rule("").build());

        ObjectHead replica = replicated(EncryptionRequest.NONE, Optional.empty());

        assertThat(replica.encryption().kmsKeyArn()).hasValue(key);
        assertThat(replica.encryption().bucketKeyEnabled()).isTrue();
        assertThat(replica.etag()).isNotEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(kms.calls()).extracting(FakeKms.Call::operation).startsWith("GenerateDataKey");
        assertThat(kms.calls().getFirst().region()).isEqualTo(OTHER_REGION);
        assertThat(kms.calls().getFirst().caller().principal()).isEqualTo(role.principal());
    }

    @Test
    void sse_s3_stays_sse_s3_whatever_the_default() {
        storage.call(
                new PutBucketEncryption(
                        destination, new EncryptionConfiguration("aws:kms", Optional.empty(), true, Set.of())),
                OTHER_REGION,
                root);
        replicateTo(rule("").build());

        ObjectHead replica = replicated(EncryptionRequest.NONE, Optional.empty());

        assertThat(replica.encryption().type()).hasValue("AES256");
        assertThat(replica.etag()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(kms.calls()).isEmpty();
    }

    @Test
    void sse_kms_is_decrypted_at_the_source_and_encrypted_at_the_destination_as_the_role() {
        String sourceKey = kms.createKey(REGION, ACCOUNT);
        String replicaKey = kms.createKey(OTHER_REGION, ACCOUNT);
        replicateTo(rule("").kms(replicaKey).build());

        ObjectHead replica = replicated(kms(sourceKey, false), Optional.of(replicaKey));

        assertThat(replica.encryption().kmsKeyArn()).hasValue(replicaKey);
        assertThat(replica.encryption().bucketKeyEnabled()).isFalse();
        assertThat(kms.calls())
                .extracting(c -> c.operation() + " " + c.region())
                .containsExactly(
                        "GenerateDataKey us-east-1", "Decrypt us-east-1", "Encrypt eu-west-1", "Decrypt eu-west-1");
        assertThat(kms.calls().get(2).context()).isEqualTo(Map.of("aws:s3:arn", "arn:aws:s3:::" + destination + "/k0"));
        assertThat(kms.calls().get(2).caller().principal()).isEqualTo(role.principal());
    }

    @Test
    void with_bucket_keys_many_replicas_cost_one_decrypt_and_one_encrypt() {
        String sourceKey = kms.createKey(REGION, ACCOUNT);
        String replicaKey = kms.createKey(OTHER_REGION, ACCOUNT);
        replicateTo(rule("").kms(replicaKey).build());
        for (int i = 0; i < 10; i++) {
            WriteResult written = put(source, "k" + i, HELLO, kms(sourceKey, true), root);
            copy("k" + i, written.versionId().orElseThrow(), Optional.of(replicaKey));
        }

        assertThat(kms.calls())
                .extracting(FakeKms.Call::operation)
                .containsExactly("GenerateDataKey", "Decrypt", "Encrypt");
        assertThat(kms.calls().getLast().context()).isEqualTo(Map.of("aws:s3:arn", "arn:aws:s3:::" + destination));
        assertThat(read("k9").text()).isEqualTo("hello");
        assertThat(read("k9").head().encryption().bucketKeyEnabled()).isTrue();
    }

    @Test
    void sse_kms_without_a_rule_that_selects_it_is_not_replicated() {
        replicateTo(rule("").build());

        WriteResult written = put(source, "k", HELLO, kms("alias/x", true), root);

        assertThat(events(source, "k").getLast().replications()).isEmpty();
        assertThat(head(source, "k").replicationStatus()).isEmpty();
        assertThat(written.encryption().type()).hasValue("aws:kms");
    }

    @Test
    void a_version_is_written_once_and_a_redelivery_costs_nothing() {
        String key = kms.createKey(OTHER_REGION, ACCOUNT);
        replicateTo(rule("").kms(key).build());
        WriteResult written = put(source, "k", HELLO, kms(kms.createKey(REGION, ACCOUNT), false), root);
        WriteReplica.Result first = copy("k", written.versionId().orElseThrow(), Optional.of(key));
        long calls = kms.count("Encrypt");

        WriteReplica.Result second = copy("k", written.versionId().orElseThrow(), Optional.of(key));

        assertThat(first.written()).isTrue();
        assertThat(second.written()).isFalse();
        assertThat(second.etag()).isEqualTo(first.etag());
        assertThat(kms.count("Encrypt")).isEqualTo(calls);
        assertThat(versions()).hasSize(1);
    }

    @Test
    void replicas_are_in_the_sources_order_whatever_order_they_arrive_in() {
        replicateTo(rule("").markers(true).build());
        String first = put(source, "k", "one").versionId().orElseThrow();
        String second = put(source, "k", "two").versionId().orElseThrow();
        DeleteObject.Result marker =
                call(new DeleteObject(source, new ObjectKey("k"), Optional.empty(), Optional.empty()));
        String third = put(source, "k", "three").versionId().orElseThrow();

        copy("k", third, Optional.empty());
        copyMarker("k", marker.versionId().orElseThrow());
        copy("k", first, Optional.empty());
        copy("k", second, Optional.empty());

        assertThat(versions())
                .extracting(ListObjectVersions.Entry::versionId)
                .containsExactly(third, marker.versionId().orElseThrow(), second, first);
        assertThat(versions()).extracting(ListObjectVersions.Entry::latest).containsExactly(true, false, false, false);
        assertThat(read("k").text()).isEqualTo("three");
        ObjectHead replica = read("k").head();
        assertThat(replica.replicationStatus()).hasValue("REPLICA");
        assertThat(replica.lastModified()).isEqualTo(head(source, "k").lastModified());
    }

    @Test
    void replicas_do_not_replicate_on() {
        replicateTo(rule("").build());
        BucketName third = versioned(bucket(OTHER_REGION, Optional.empty()));
        storage.call(
                new PutBucketReplication(
                        destination,
                        configuration(Rules.rule("on", third.value()).build())),
                OTHER_REGION,
                root);

        String version = put(source, "k", "hello").versionId().orElseThrow();
        copy("k", version, Optional.empty());

        ObjectEvent event = events(destination, "k").getLast();
        assertThat(event.replica()).isTrue();
        assertThat(event.replications()).isEmpty();
    }

    @Test
    void an_unusable_replica_key_is_kmss_refusal_and_leaves_nothing() {
        replicateTo(rule("").kms("arn:aws:kms:eu-west-1:111111111111:key/gone").build());
        WriteResult written = put(source, "k", HELLO, kms(kms.createKey(REGION, ACCOUNT), true), root);

        assertThatThrownBy(() -> copy(
                        "k",
                        written.versionId().orElseThrow(),
                        Optional.of("arn:aws:kms:eu-west-1:111111111111:key/gone")))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("KMS.NotFoundException"));
        assertThat(versions()).isEmpty();
    }

    @Test
    void the_status_is_pending_until_all_destinations_have_it_and_failed_if_one_fails() throws Exception {
        BucketName second = versioned(bucket(OTHER_REGION, Optional.empty()));
        call(new PutBucketReplication(
                source,
                configuration(
                        rule("").metrics().build(),
                        Rules.rule("b", second.value()).priority(1).build())));
        put(source, "k", "hello");
        ObjectEvent event = events(source, "k").getLast();
        assertThat(event.replications()).hasSize(2);
        assertThat(head(source, "k").replicationStatus()).hasValue("PENDING");

        tell(event, second, false, true);
        tell(event, second, false, true);
        awaitStatus("PENDING", "k", 1);
        tell(event, destination, true, false);
        awaitStatus("FAILED", "k", 2);
        assertThat(events(source, "k"))
                .extracting(ObjectEvent::eventName)
                .containsExactly("ObjectCreated:Put", "Replication:OperationFailedReplication");

        tell(event, destination, true, true);
        awaitStatus("COMPLETED", "k", 2);
        tell(event, destination, true, false);
        put(source, "after", "");
        tell(events(source, "after").getLast(), destination, true, true);
        awaitStatus("PENDING", "after", 1);
        assertThat(head(source, "k").replicationStatus()).hasValue("COMPLETED");
    }

    private void awaitStatus(String status, String key, int settled) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(head(source, key).replicationStatus()).hasValue(status);
            long done = database.statements()
                    .query(
                            "select r from storage.object_version, jsonb_array_elements(replications) r"
                                    + " where bucket = $1 and key = convert_to($2, 'UTF8') and r ->> 'status' <> 'PENDING'",
                            row -> 1,
                            source.value(),
                            key)
                    .size();
            assertThat(done).isEqualTo(settled);
        });
    }

    private void tell(ObjectEvent event, BucketName to, boolean metrics, boolean completed) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            ReplicationOutcome outcome = new ReplicationOutcome(
                    event.id(),
                    REGION,
                    event.bucket(),
                    event.key(),
                    event.versionId().orElseThrow(),
                    event.sequencer().orElseThrow(),
                    to.value(),
                    "r",
                    metrics,
                    completed,
                    completed ? Optional.empty() : Optional.of("DstKmsKeyInvalidState"),
                    Instant.now(),
                    Instant.now());
            producer.send(new ProducerRecord<>(
                            Topics.replicationStatus(REGION), event.bucket() + "/" + event.key(), outcome.toJson()))
                    .get();
        }
    }

    private ObjectHead replicated(EncryptionRequest encryption, Optional<String> replicaKey) {
        WriteResult written = put(source, "k0", HELLO, encryption, root);
        copy("k0", written.versionId().orElseThrow(), replicaKey);
        Read read = read("k0");
        assertThat(read.text()).isEqualTo("hello");
        assertThat(read.head().versionId()).isEqualTo(written.versionId());
        return read.head();
    }

    private WriteReplica.Result copy(String key, String versionId, Optional<String> replicaKey) {
        ReadForReplication reading = new ReadForReplication(source, new ObjectKey(key), versionId);
        try (Answer<ReplicationSource> from = storage.call(reading, REGION, role, dev.coffer.api.BodySource.empty());
                Answer<WriteReplica.Result> to = storage.call(
                        new WriteReplica(
                                destination,
                                new ObjectKey(key),
                                from.result(),
                                source.arn(),
                                replicaKey,
                                Optional.empty()),
                        OTHER_REGION,
                        role,
                        from.body())) {
            return to.result();
        }
    }

    private void copyMarker(String key, String versionId) {
        ReplicationSource marker =
                storage.call(new ReadForReplication(source, new ObjectKey(key), versionId), REGION, role);
        assertThat(marker.deleteMarker()).isTrue();
        storage.call(
                new WriteReplicaDeleteMarker(
                        destination,
                        new ObjectKey(key),
                        versionId,
                        marker.sequencer(),
                        marker.lastModified(),
                        source.arn()),
                OTHER_REGION,
                role);
    }

    private Read read(String key) {
        GetObject get = getObject(destination, key, Optional.empty(), Optional.empty());
        try (Answer<ObjectHead> answer = storage.call(get, OTHER_REGION, root, dev.coffer.api.BodySource.empty())) {
            return new Read(answer.result(), drain(answer.body()));
        }
    }

    private ObjectHead head(BucketName bucket, String key) {
        return call(new HeadObject(
                bucket,
                new ObjectKey(key),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                dev.coffer.storage.api.Conditions.NONE,
                false));
    }

    private List<ListObjectVersions.Entry> versions() {
        return storage.call(new ListObjectVersions(destination, "", "", "", "", 100), OTHER_REGION, root)
                .entries();
    }

    private Rules rule(String prefix) {
        return Rules.rule("r", destination.value()).prefix(prefix);
    }

    private void replicateTo(ReplicationRule rule) {
        call(new PutBucketReplication(source, configuration(rule)));
    }

    private static ReplicationConfiguration configuration(ReplicationRule... rules) {
        return new ReplicationConfiguration("arn:aws:iam::111111111111:role/replication", List.of(rules));
    }

    private BucketName versioned(BucketName bucket) {
        Region region = region(bucket);
        storage.call(new PutBucketVersioning(bucket, Versioning.ENABLED), region, root);
        return bucket;
    }

    private Region region(BucketName bucket) {
        return database.statements()
                .first(
                        "select region from storage.bucket where name = $1",
                        row -> new Region(row.getString(0)),
                        bucket.value())
                .orElseThrow();
    }
}
