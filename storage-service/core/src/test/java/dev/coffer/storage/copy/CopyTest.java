package dev.coffer.storage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.CopyObject;
import dev.coffer.storage.api.CopySource;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.GetObjectTagging;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutObject;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CopyTest extends StorageTest {
    private static final Conditions NEVER =
            new Conditions(Optional.of("\"0\""), Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void a_copy_has_the_sources_bytes_and_an_encryption_of_its_own() {
        BucketName source = bucket();
        BucketName target = plaintextBucket();
        String arn = kms.createKey(REGION, ACCOUNT);
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        WriteResult original = put(source, "a", bytes, kms(arn, false), root);

        CopyObject.Result plain = call(copy(source, "a", target, "b").build());
        CopyObject.Result encrypted =
                call(copy(source, "a", target, "c").encryption(kms(arn, true)).build());

        assertThat(plain.write().encryption().type()).isEmpty();
        assertThat(plain.write().etag()).isNotEqualTo(original.etag());
        assertThat(get(target, "b").bytes()).isEqualTo(bytes);
        assertThat(encrypted.write().encryption().bucketKeyEnabled()).isTrue();
        assertThat(get(target, "c").bytes()).isEqualTo(bytes);
        assertThat(plain.write().checksums()).isEqualTo(original.checksums());
        assertThat(events(target, "b"))
                .singleElement()
                .satisfies(e -> assertThat(e.eventName()).isEqualTo("ObjectCreated:Copy"));
    }

    @Test
    void metadata_and_tags_come_along_or_are_replaced() {
        BucketName bucket = bucket();
        put(
                new PutObject(
                        bucket,
                        new ObjectKey("a"),
                        headers("text/plain"),
                        Map.of("colour", "blue"),
                        Map.of("team", "a"),
                        "STANDARD",
                        EncryptionRequest.NONE,
                        Conditions.NONE,
                        Digests.NONE),
                "x".getBytes(StandardCharsets.UTF_8),
                root);

        call(copy(bucket, "a", bucket, "kept").build());
        call(copy(bucket, "a", bucket, "replaced")
                .metadata(headers("text/html"), Map.of("size", "big"))
                .tags(Map.of("team", "b"))
                .build());

        Read kept = get(bucket, "kept");
        assertThat(kept.head().headers().contentType()).hasValue("text/plain");
        assertThat(kept.head().userMetadata()).isEqualTo(Map.of("colour", "blue"));
        assertThat(tags(bucket, "kept")).isEqualTo(Map.of("team", "a"));
        Read replaced = get(bucket, "replaced");
        assertThat(replaced.head().headers().contentType()).hasValue("text/html");
        assertThat(replaced.head().userMetadata()).isEqualTo(Map.of("size", "big"));
        assertThat(tags(bucket, "replaced")).isEqualTo(Map.of("team", "b"));
    }

    @Test
    void a_copy_from_another_region_is_read_there() {
        BucketName source = bucket(OTHER_REGION, Optional.empty());
        BucketName target = bucket();
        String sourceKey = kms.createKey(OTHER_REGION, ACCOUNT);
        String targetKey = kms.createKey(REGION, ACCOUNT);
        try (var answer = storage.call(
                put(source, "a", kms(sourceKey, false), Conditions.NONE),
                OTHER_REGION,
                root,
                dev.coffer.api.BodySource.of(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3})))) {
            assertThat(answer.result().size()).isEqualTo(3);
        }
        kms.reset();

        call(copy(source, "a", target, "b")
                .from(OTHER_REGION)
                .encryption(kms(targetKey, false))
                .build());

        assertThat(kms.calls())
                .extracting(c -> c.operation() + " " + c.region())
                .containsExactlyInAnyOrder("Decrypt eu-west-1", "GenerateDataKey us-east-1");
        assertThat(get(target, "b").bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void a_copy_onto_itself_must_change_something() {
        BucketName bucket = bucket();
        put(bucket, "a", "x");
        assertThatThrownBy(() -> call(copy(bucket, "a", bucket, "a").build()))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidRequest"));
        call(copy(bucket, "a", bucket, "a")
                .metadata(ObjectHeaders.NONE, Map.of("now", "here"))
                .build());
        assertThat(get(bucket, "a").text()).isEqualTo("x");
        assertThat(get(bucket, "a").head().userMetadata()).containsKey("now");
        call(copy(bucket, "a", bucket, "a")
                .encryption(kms(kms.createKey(REGION, ACCOUNT), true))
                .build());
        assertThat(get(bucket, "a").text()).isEqualTo("x");
        assertThat(get(bucket, "a").head().encryption().bucketKeyEnabled()).isTrue();
    }

    @Test
    void an_older_version_can_be_brought_back() {
        BucketName bucket = versionedBucket();
        WriteResult old = put(bucket, "a", "old");
        put(bucket, "a", "new");

        CopyObject.Result back = call(copy(bucket, "a", bucket, "a")
                .version(old.versionId().orElseThrow())
                .build());

        assertThat(back.sourceVersionId()).isEqualTo(old.versionId());
        assertThat(get(bucket, "a").text()).isEqualTo("old");
    }

    @Test
    void conditions_on_the_source_and_on_the_target_count() {
        BucketName bucket = bucket();
        WriteResult written = put(bucket, "a", "x");
        Conditions changed =
                new Conditions(Optional.empty(), Optional.of(written.etag()), Optional.empty(), Optional.empty());
        Conditions ifNew = new Conditions(Optional.empty(), Optional.of("*"), Optional.empty(), Optional.empty());
        for (Conditions source : List.of(NEVER, changed)) {
            assertThatThrownBy(() ->
                            call(copy(bucket, "a", bucket, "b").ifSource(source).build()))
                    .isInstanceOfSatisfying(
                            AwsException.class, e -> assertThat(e.status()).isEqualTo(412));
        }
        assertThatThrownBy(() -> call(copy(bucket, "a", bucket, "a")
                        .metadata(ObjectHeaders.NONE, Map.of())
                        .ifTarget(ifNew)
                        .build()))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.status()).isEqualTo(412));
        call(copy(bucket, "a", bucket, "b").ifTarget(ifNew).build());
    }

    @Test
    void what_is_not_there_can_not_be_copied() {
        BucketName bucket = versionedBucket();
        assertThatThrownBy(() -> call(copy(bucket, "a", bucket, "b").build()))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("NoSuchKey"));
        put(bucket, "a", "x");
        DeleteObject.Result marker =
                call(new DeleteObject(bucket, new ObjectKey("a"), Optional.empty(), Optional.empty()));
        assertThatThrownBy(() -> call(copy(bucket, "a", bucket, "b")
                        .version(marker.versionId().orElseThrow())
                        .build()))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidRequest"));
    }

    private Map<String, String> tags(BucketName bucket, String key) {
        return call(new GetObjectTagging(bucket, new ObjectKey(key), Optional.empty()))
                .tags();
    }

    private static ObjectHeaders headers(String contentType) {
        return new ObjectHeaders(
                Optional.of(contentType),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Copy copy(BucketName from, String fromKey, BucketName to, String toKey) {
        return new Copy(from, fromKey, to, toKey);
    }

    /** A CopyObject, put together. */
    private static final class Copy {
        private final BucketName from;
        private final String fromKey;
        private final BucketName to;
        private final String toKey;
        private Region region = REGION;
        private Optional<String> version = Optional.empty();
        private Optional<ObjectHeaders> headers = Optional.empty();
        private Map<String, String> metadata = Map.of();
        private Optional<Map<String, String>> tags = Optional.empty();
        private EncryptionRequest encryption = EncryptionRequest.NONE;
        private Conditions ifSource = Conditions.NONE;
        private Conditions ifTarget = Conditions.NONE;

        Copy(BucketName from, String fromKey, BucketName to, String toKey) {
            this.from = from;
            this.fromKey = fromKey;
            this.to = to;
            this.toKey = toKey;
        }

        Copy from(Region value) {
            region = value;
            return this;
        }

        Copy version(String value) {
            version = Optional.of(value);
            return this;
        }

        Copy metadata(ObjectHeaders newHeaders, Map<String, String> newMetadata) {
            headers = Optional.of(newHeaders);
            metadata = newMetadata;
            return this;
        }

        Copy tags(Map<String, String> value) {
            tags = Optional.of(value);
            return this;
        }

        Copy encryption(EncryptionRequest value) {
            encryption = value;
            return this;
        }

        Copy ifSource(Conditions value) {
            ifSource = value;
            return this;
        }

        Copy ifTarget(Conditions value) {
            ifTarget = value;
            return this;
        }

        CopyObject build() {
            return new CopyObject(
                    to,
                    new ObjectKey(toKey),
                    new CopySource(from, new ObjectKey(fromKey), version, region),
                    headers.isPresent(),
                    tags.isPresent(),
                    headers.orElse(ObjectHeaders.NONE),
                    metadata,
                    tags.orElse(Map.of()),
                    Optional.empty(),
                    encryption,
                    ifSource,
                    ifTarget,
                    Optional.empty());
        }
    }
}
