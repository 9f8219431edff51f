package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.CiphertextRejectedException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was changed behind the service's back is an error, never wrong bytes. */
@QuarkusTest
class TamperingTest extends StorageTest {
    @ConfigProperty(name = "coffer.data")
    Path data;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_changed_bit_in_a_blob_is_an_error(boolean encrypted) throws IOException {
        BucketName bucket = encrypted ? bucket() : plaintextBucket();
        put(bucket, "k", new byte[1_200_000], EncryptionRequest.NONE, root);
        Path blob = blobOf(bucket, "k");
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blob, bytes);

        assertThatThrownBy(() -> get(bucket, "k")).isInstanceOf(BlobException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_changed_bit_in_a_segment_is_an_error(boolean encrypted) throws IOException {
        BucketName bucket = encrypted ? bucket() : plaintextBucket();
        put(bucket, "k", new byte[200_000], EncryptionRequest.NONE, root);
        BlobLocation place = locationOf(bucket, "k");
        try (RandomAccessFile segment = new RandomAccessFile(segment(place).toFile(), "rw")) {
            long middle = place.offset() + place.bytes() / 2L;
            segment.seek(middle);
            int there = segment.read();
            segment.seek(middle);
            segment.write(there ^ 1);
        }
        assertThatThrownBy(() -> get(bucket, "k")).isInstanceOf(BlobException.class);
    }

    @Test
    void a_data_key_moved_to_another_object_does_not_open() {
        BucketName bucket = bucket();
        put(bucket, "mine", "secret");
        put(bucket, "theirs", "public");
        move("wrapped_key", bucket);
        assertThatThrownBy(() -> get(bucket, "mine")).isInstanceOf(CiphertextRejectedException.class);

        put(bucket, "mine", new byte[1], kms("alias/a", true), root);
        put(bucket, "theirs", new byte[1], kms("alias/a", true), root);
        move("wrapped_key", bucket);
        assertThatThrownBy(() -> get(bucket, "mine")).isInstanceOf(CiphertextRejectedException.class);
    }

    @Test
    void kmss_ciphertext_of_another_objects_data_key_is_refused_by_kms() {
        BucketName bucket = bucket();
        put(bucket, "mine", new byte[1], kms("alias/a", false), root);
        put(bucket, "theirs", new byte[1], kms("alias/a", false), root);
        move("kms_ciphertext", bucket);

        assertThatThrownBy(() -> get(bucket, "mine"))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("KMS.InvalidCiphertextException"));
    }

    @Test
    void no_secret_and_no_plaintext_is_in_the_database_or_on_the_disk() throws IOException {
        BucketName bucket = bucket();
        String plaintext = "a plaintext that must not be found anywhere " + UUID.randomUUID();
        for (EncryptionRequest encryption :
                List.of(EncryptionRequest.NONE, kms("alias/a", false), kms("alias/a", true))) {
            put(bucket, "k", plaintext.getBytes(java.nio.charset.StandardCharsets.UTF_8), encryption, root);
            assertThat(new String(
                            Files.readAllBytes(segment(locationOf(bucket, "k"))),
                            java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(plaintext);
        }
    }

    private void move(String column, BucketName bucket) {
        database.statements()
                .update(
                        "update storage.object_version set " + column + " = (select " + column
                                + " from storage.object_version where bucket = $1 and key = 'theirs')"
                                + " where bucket = $1 and key = 'mine'",
                        bucket.value());
    }

    private BlobLocation locationOf(BucketName bucket, String key) {
        return database.statements()
                .first(
                        "select blob_location from storage.object_version"
                                + " where bucket = $1 and key = convert_to($2, 'UTF8')",
                        row -> BlobLocation.unpacked(row.getLong(0)),
                        bucket.value(),
                        key)
                .orElseThrow();
    }

    private Path segment(BlobLocation place) {
        return data.resolve(
                "blobs/" + REGION.id() + "/segments/%04x/%07x".formatted(place.segment() >> 12, place.segment()));
    }

    private Path blobOf(BucketName bucket, String key) {
        UUID id = database.statements()
                .first(
                        "select object_id from storage.object_version where bucket = $1 and key = convert_to($2, 'UTF8')",
                        row -> row.getUUID(0),
                        bucket.value(),
                        key)
                .orElseThrow();
        // Others' blobs may vanish while the folders are walked.
        return Awaitility.await().ignoreExceptions().until(() -> locate(id), found -> true);
    }

    private Path locate(UUID id) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
            return files.filter(f -> f.getFileName().toString().contains(id.toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
