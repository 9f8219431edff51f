package dev.coffer.storage.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.AbortMultipartUpload;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.CreateMultipartUpload;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.GetObject;
import dev.coffer.storage.api.ObjectHead;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.WriteResult;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MultipartTest extends MultipartFixture {

    @Test
    void parts_become_one_object_under_every_encryption_and_any_range_of_it_can_be_read() {
        long seed = System.nanoTime();
        System.out.println("MultipartTest seed " + seed);
        Random random = new Random(seed);
        byte[] whole = bytes(seed, 2 * PART + 12_345);
        String arn = kms.createKey(REGION, ACCOUNT);
        BucketName bucket = plaintextBucket();
        for (EncryptionRequest encryption : List.of(
                EncryptionRequest.NONE,
                new EncryptionRequest(Optional.of("AES256"), Optional.empty(), Optional.empty(), Optional.empty()),
                kms(arn, false),
                kms(arn, true))) {
            WriteResult written = uploadAll(bucket, "k", encryption, whole);

            assertThat(written.etag()).matches("[0-9a-f]{32}-3");
            assertThat(written.size()).isEqualTo(whole.length);
            assertThat(get(bucket, "k").bytes()).isEqualTo(whole);
            for (int i = 0; i < 10; i++) {
                int from = random.nextInt(whole.length);
                int to = random.nextInt(from, whole.length);
                Read read = get(getObject(bucket, "k", Optional.empty(), range(from, to)), root);
                assertThat(read.bytes()).isEqualTo(Arrays.copyOfRange(whole, from, to + 1));
            }
        }
    }

    @Test
    void the_etag_is_the_md5_of_md5s_and_the_checksum_that_of_the_whole() {
        BucketName bucket = plaintextBucket();
        byte[] whole = bytes(1, PART + 10);
        String upload = create(bucket, "k", EncryptionRequest.NONE, root);
        WriteResult one = part(bucket, "k", upload, 1, Arrays.copyOf(whole, PART), root);
        WriteResult two = part(bucket, "k", upload, 2, Arrays.copyOfRange(whole, PART, whole.length), root);

        WriteResult parts = complete(bucket, "k", upload, List.of(named(1, one), named(2, two)), root);

        WriteResult single = put(bucket, "single", whole, EncryptionRequest.NONE, root);
        assertThat(parts.etag()).isEqualTo(Assembly.etag(List.of(one.etag(), two.etag())));
        assertThat(parts.checksums()).isEqualTo(single.checksums());
        assertThat(parts.checksums())
                .singleElement()
                .satisfies(c -> assertThat(c.type()).isEqualTo("FULL_OBJECT"));
    }

    @Test
    void a_composite_checksum_is_of_the_parts_checksums() {
        BucketName bucket = bucket();
        CreateMultipartUpload.Result begun = call(creation(bucket, "k", EncryptionRequest.NONE, Optional.of("SHA256")));
        assertThat(begun.checksumType()).hasValue("COMPOSITE");
        Digests announced = new Digests(Optional.empty(), Optional.of("sha256"), Map.of());
        WriteResult one = part(bucket, "k", begun.uploadId(), 1, bytes(1, 100), announced, root);
        String value = one.checksums().getFirst().value();

        WriteResult whole = complete(
                bucket,
                "k",
                begun.uploadId(),
                List.of(new CompleteMultipartUpload.Part(1, one.etag(), Map.of("sha256", value))),
                root);

        assertThat(whole.checksums()).singleElement().satisfies(c -> {
            assertThat(c.algorithm()).isEqualTo("sha256");
            assertThat(c.type()).isEqualTo("COMPOSITE");
            assertThat(c.value()).endsWith("-1");
        });
    }

    @Test
    void metadata_tags_and_event_are_those_of_the_beginning() {
        BucketName bucket = versionedBucket();
        WriteResult written = uploadAll(bucket, "k", EncryptionRequest.NONE, bytes(1, 100));

        assertThat(written.versionId()).isPresent();
        Read read = get(bucket, "k");
        assertThat(read.head().userMetadata()).containsEntry("colour", "blue");
        assertThat(read.head().tagCount()).isEqualTo(1);
        assertThat(events(bucket, "k")).singleElement().satisfies(event -> {
            assertThat(event.eventName()).isEqualTo("ObjectCreated:CompleteMultipartUpload");
            assertThat(event.etag()).hasValue(written.etag());
            assertThat(event.size()).hasValue(100L);
        });
    }

    @Test
    void a_part_uploaded_again_takes_the_place_of_the_earlier() {
        BucketName bucket = bucket();
        String upload = create(bucket, "k", EncryptionRequest.NONE, root);
        WriteResult first = part(bucket, "k", upload, 1, bytes(1, 10), root);
        WriteResult second = part(bucket, "k", upload, 1, bytes(2, 20), root);

        assertRefused("InvalidPart", bucket, upload, named(1, first));
        complete(bucket, "k", upload, List.of(named(1, second)), root);

        assertThat(get(bucket, "k").bytes()).isEqualTo(bytes(2, 20));
    }

    @Test
    void parts_that_are_not_named_do_not_count() {
        BucketName bucket = bucket();
        String upload = create(bucket, "k", kms(kms.createKey(REGION, ACCOUNT), true), root);
        WriteResult two = part(bucket, "k", upload, 2, bytes(2, PART), root);
        part(bucket, "k", upload, 3, bytes(3, PART), root);
        WriteResult ten = part(bucket, "k", upload, 10_000, bytes(10, 1), root);

        WriteResult whole = complete(bucket, "k", upload, List.of(named(2, two), named(10_000, ten)), root);

        assertThat(whole.size()).isEqualTo(PART + 1);
        byte[] read = get(bucket, "k").bytes();
        assertThat(Arrays.copyOf(read, PART)).isEqualTo(bytes(2, PART));
        assertThat(Arrays.copyOfRange(read, PART, PART + 1)).isEqualTo(bytes(10, 1));
    }

    @Test
    void a_part_can_be_read_by_its_number() {
        BucketName bucket = bucket();
        byte[] whole = bytes(4, PART + 77);
        uploadAll(bucket, "k", EncryptionRequest.NONE, whole);

        Read second = get(byPart(bucket, 2), root);

        assertThat(second.bytes()).isEqualTo(Arrays.copyOfRange(whole, PART, whole.length));
        assertThat(second.head().partsCount()).hasValue(2);
        assertThat(second.head().range())
                .hasValueSatisfying(r -> assertThat(r.first()).isEqualTo(PART));
        assertThatThrownBy(() -> get(byPart(bucket, 3), root))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidPartNumber"));
    }

    @Test
    void a_small_part_in_the_middle_is_refused_and_the_upload_goes_on() {
        BucketName bucket = bucket();
        String upload = create(bucket, "k", EncryptionRequest.NONE, root);
        WriteResult one = part(bucket, "k", upload, 1, bytes(1, 10), root);
        WriteResult two = part(bucket, "k", upload, 2, bytes(2, 10), root);

        assertRefused("EntityTooSmall", bucket, upload, named(1, one), named(2, two));
        complete(bucket, "k", upload, List.of(named(2, two)), root);

        assertThat(get(bucket, "k").bytes()).isEqualTo(bytes(2, 10));
    }

    @Test
    void completing_again_answers_the_same_until_the_object_is_gone() {
        BucketName bucket = versionedBucket();
        String upload = create(bucket, "k", EncryptionRequest.NONE, root);
        List<CompleteMultipartUpload.Part> parts = List.of(named(1, part(bucket, "k", upload, 1, bytes(1, 10), root)));

        WriteResult once = complete(bucket, "k", upload, parts, root);
        put(bucket, "k", "something newer");

        assertThat(complete(bucket, "k", upload, parts, root)).isEqualTo(once);
        assertThat(events(bucket, "k")).hasSize(2);
        assertThat(get(bucket, "k").text()).isEqualTo("something newer");
        assertThatThrownBy(() -> part(bucket, "k", upload, 2, bytes(1, 1), root))
                .hasMessageContaining("upload");
        assertThatThrownBy(() -> call(new AbortMultipartUpload(bucket, new ObjectKey("k"), upload)))
                .hasMessageContaining("upload");
    }

    @Test
    void a_condition_that_fails_leaves_the_upload_as_it_was() {
        BucketName bucket = bucket();
        put(bucket, "k", "there");
        String upload = create(bucket, "k", EncryptionRequest.NONE, root);
        List<CompleteMultipartUpload.Part> parts = List.of(named(1, part(bucket, "k", upload, 1, bytes(1, 10), root)));
        Conditions ifNew = new Conditions(Optional.empty(), Optional.of("*"), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> call(completion(bucket, "k", upload, parts, ifNew)))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.status()).isEqualTo(412));
        assertThat(get(bucket, "k").text()).isEqualTo("there");
        complete(bucket, "k", upload, parts, root);
        assertThat(get(bucket, "k").bytes()).isEqualTo(bytes(1, 10));
    }

    @Test
    void an_aborted_upload_is_gone() {
        BucketName bucket = bucket();
        String upload = create(bucket, "k", EncryptionRequest.NONE, root);
        List<CompleteMultipartUpload.Part> parts = List.of(named(1, part(bucket, "k", upload, 1, bytes(1, 10), root)));

        call(new AbortMultipartUpload(bucket, new ObjectKey("k"), upload));

        assertRefused("NoSuchUpload", bucket, upload, parts.getFirst());
        assertThatThrownBy(() -> part(bucket, "k", upload, 2, bytes(1, 1), root))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("NoSuchUpload"));
        assertThatThrownBy(() -> call(new AbortMultipartUpload(bucket, new ObjectKey("k"), upload)))
                .isInstanceOf(AwsException.class);
    }

    @Test
    void an_upload_belongs_to_its_key() {
        BucketName bucket = bucket();
        String upload = create(bucket, "k", EncryptionRequest.NONE, root);
        assertThatThrownBy(() -> part(bucket, "other", upload, 1, bytes(1, 1), root))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("NoSuchUpload"));
        assertThatThrownBy(() -> part(bucket, "k", upload, 0, bytes(1, 1), root))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidArgument"));
    }

    @Test
    void a_read_that_has_begun_is_finished_though_the_object_is_replaced_meanwhile() {
        BucketName bucket = bucket();
        byte[] whole = bytes(5, 2 * PART + 1);
        uploadAll(bucket, "k", EncryptionRequest.NONE, whole);
        GetObject read = getObject(bucket, "k", Optional.empty(), Optional.empty());
        try (Answer<ObjectHead> begun = storage.call(read, REGION, root, BodySource.empty())) {
            put(bucket, "k", "newer");
            assertThat(drain(begun.body())).isEqualTo(whole);
        }
        assertThat(get(bucket, "k").text()).isEqualTo("newer");
    }

    private void assertRefused(String code, BucketName bucket, String upload, CompleteMultipartUpload.Part... parts) {
        assertThatThrownBy(() -> complete(bucket, "k", upload, List.of(parts), root))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static GetObject byPart(BucketName bucket, int number) {
        return new GetObject(
                bucket,
                new ObjectKey("k"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(number),
                Conditions.NONE,
                false);
    }
}
