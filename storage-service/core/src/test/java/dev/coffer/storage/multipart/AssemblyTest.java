package dev.coffer.storage.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.object.ObjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    private static final long FIVE_MIB = 5L << 20;
    private static final UploadChecksum DEFAULT = UploadChecksum.of(Optional.empty(), Optional.empty());
    private static final String ETAG_1 = "00000000000000000000000000000001";
    private static final String ETAG_2 = "00000000000000000000000000000002";
    private static final String ETAG_3 = "00000000000000000000000000000003";

    private final UploadedPart one = part(1, FIVE_MIB, ETAG_1);
    private final UploadedPart two = part(2, FIVE_MIB + 7, ETAG_2);
    private final UploadedPart ten = part(10, 3, ETAG_3);
    private final List<UploadedPart> uploaded = List.of(one, two, ten);

    @Test
    void the_named_parts_follow_each_other_and_the_others_are_unused() {
        Assembly assembly = Assembly.of(request(named(1, ETAG_1), named(10, "\"" + ETAG_3 + "\"")), DEFAULT, uploaded);
        assertThat(assembly.parts()).extracting(p -> p.number()).containsExactly(1, 10);
        assertThat(assembly.parts()).extracting(p -> p.position()).containsExactly(0L, FIVE_MIB);
        assertThat(assembly.size()).isEqualTo(FIVE_MIB + 3);
        assertThat(assembly.unused()).containsExactly(two.blob());
        assertThat(assembly.checksum().type()).isEqualTo("FULL_OBJECT");
    }

    @Test
    void the_etag_is_the_md5_of_the_parts_md5s_and_their_number() {
        // Source: printf of the three digests through xxd -r -p | md5sum.
        assertThat(Assembly.etag(List.of(ETAG_1, ETAG_2, ETAG_3))).isEqualTo("ef2c5f0e74f5f9224fa8cec6c947d732-3");
    }

    @Test
    void parts_out_of_order_or_twice_are_refused() {
        assertRefused("InvalidPartOrder", named(2, ETAG_2), named(1, ETAG_1));
        assertRefused("InvalidPartOrder", named(1, ETAG_1), named(1, ETAG_1));
        assertRefused("InvalidArgument", named(0, ETAG_1));
        assertRefused("MalformedXML");
    }

    @Test
    void a_part_that_is_not_there_or_has_another_etag_is_refused() {
        assertRefused("InvalidPart", named(1, ETAG_1), named(3, ETAG_3));
        assertRefused("InvalidPart", named(1, ETAG_2));
        assertRefused("InvalidPart", new CompleteMultipartUpload.Part(1, ETAG_1, Map.of("crc64nvme", "AAAAAAAAAAE=")));
    }

    @Test
    void a_small_part_that_is_not_the_last_is_refused() {
        UploadedPart small = part(1, FIVE_MIB - 1, ETAG_1);
        assertThatThrownBy(() -> Assembly.of(request(named(1, ETAG_1), named(2, ETAG_2)), DEFAULT, List.of(small, two)))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo("EntityTooSmall");
                    assertThat(e.details())
                            .containsEntry("PartNumber", "1")
                            .containsEntry("MinSizeAllowed", "5242880")
                            .containsEntry("ProposedSize", "5242879");
                });
        assertThat(Assembly.of(request(named(1, ETAG_1)), DEFAULT, List.of(small))
                        .size())
                .isEqualTo(FIVE_MIB - 1);
    }

    @Test
    void a_composite_checksum_needs_every_parts_checksum() {
        UploadChecksum composite = UploadChecksum.of(Optional.of("CRC32"), Optional.empty());
        UploadedPart part = new UploadedPart(
                1,
                one.blob(),
                3,
                ETAG_1,
                List.of(new StoredChecksum("crc32", "AAAAAA==", "FULL_OBJECT")),
                Instant.EPOCH);
        assertThatThrownBy(() -> Assembly.of(request(named(1, ETAG_1)), composite, List.of(part)))
                .hasMessageContaining("It was missing for part 1 in the request.");
        CompleteMultipartUpload.Part with = new CompleteMultipartUpload.Part(1, ETAG_1, Map.of("crc32", "AAAAAA=="));
        assertThat(Assembly.of(request(with), composite, List.of(part))
                        .checksum()
                        .value())
                .endsWith("-1");
    }

    @Test
    void a_declared_size_must_be_right() {
        CompleteMultipartUpload wrong = new CompleteMultipartUpload(
                new BucketName("bucket"),
                new ObjectKey("k"),
                "u",
                List.of(named(10, ETAG_3)),
                Conditions.NONE,
                Map.of(),
                Optional.empty(),
                Optional.of(4L));
        assertThatThrownBy(() -> Assembly.of(wrong, DEFAULT, uploaded))
                .hasMessage("The provided 'x-amz-mp-object-size' header value 4 does not match what was computed: 3");
    }

    private void assertRefused(String code, CompleteMultipartUpload.Part... parts) {
        assertThatThrownBy(() -> Assembly.of(request(parts), DEFAULT, uploaded))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static CompleteMultipartUpload request(CompleteMultipartUpload.Part... parts) {
        return new CompleteMultipartUpload(
                new BucketName("bucket"),
                new ObjectKey("k"),
                "u",
                List.of(parts),
                Conditions.NONE,
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static CompleteMultipartUpload.Part named(int number, String etag) {
        return new CompleteMultipartUpload.Part(number, etag, Map.of());
    }

    private static UploadedPart part(int number, long size, String etag) {
        return new UploadedPart(
                number,
                ObjectId.next(Instant.now()),
                size,
                etag,
                List.of(new StoredChecksum("crc64nvme", "AAAAAAAAAAA=", "FULL_OBJECT")),
                Instant.EPOCH);
    }
}
