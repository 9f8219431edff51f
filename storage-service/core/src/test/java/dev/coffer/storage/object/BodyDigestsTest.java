package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyDigestsTest {
    private static final String MD5 = "XUFAKrxLKna5cZ2REBfFkg==";

    /** Of "hello", computed elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "crc32, NhCmhg==",
        "crc32c, mnG7TA==",
        "sha1, qvTGHdzF6KLavt4PO0gs2a6pQ00=",
        "sha256, LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
    })
    void a_right_value_passes_as_header_or_trailer_and_is_kept(String algorithm, String value) {
        for (boolean trailer : new boolean[] {false, true}) {
            Digests announced = new Digests(
                    Optional.empty(),
                    trailer ? Optional.of(algorithm) : Optional.empty(),
                    trailer ? Map.of() : Map.of(algorithm, value));

            BodyDigests.Values values = digest(announced, trailer ? Map.of(algorithm, value) : Map.of());

            assertThat(values.algorithm()).isEqualTo(algorithm);
            assertThat(values.checksum()).isEqualTo(value);
        }
    }

    @Test
    void without_any_crc64nvme_is_computed() {
        assertThat(digest(Digests.NONE, Map.of()).algorithm()).isEqualTo("crc64nvme");
    }

    @Test
    void a_wrong_value_ahead_or_in_the_trailer_is_a_bad_digest() {
        assertRefused(
                () -> digest(new Digests(Optional.empty(), Optional.empty(), Map.of("crc32", "AAAAAA==")), Map.of()),
                "BadDigest");
        assertRefused(
                () -> digest(
                        new Digests(Optional.empty(), Optional.of("crc32"), Map.of()), Map.of("crc32", "AAAAAA==")),
                "BadDigest");
        assertRefused(
                () -> digest(
                        new Digests(Optional.of("AAAAAAAAAAAAAAAAAAAAAA=="), Optional.empty(), Map.of()), Map.of()),
                "BadDigest");
    }

    @Test
    void what_cannot_be_a_digest_is_refused_ahead_of_the_body() {
        assertRefused(
                () -> new BodyDigests(new Digests(Optional.of("no"), Optional.empty(), Map.of()), false),
                "InvalidDigest");
        assertRefused(
                () -> new BodyDigests(new Digests(Optional.of("AAAA"), Optional.empty(), Map.of()), false),
                "InvalidDigest");
        assertRefused(
                () -> new BodyDigests(new Digests(Optional.empty(), Optional.empty(), Map.of("crc32", "AAA=")), false),
                "InvalidRequest");
        assertRefused(
                () -> new BodyDigests(new Digests(Optional.empty(), Optional.of("crc7"), Map.of()), false),
                "InvalidRequest");
        assertRefused(
                () -> new BodyDigests(
                        new Digests(
                                Optional.empty(), Optional.empty(), Map.of("crc32", "NhCmhg==", "crc32c", "mnG7TA==")),
                        false),
                "InvalidRequest");
    }

    @Test
    void the_md5_is_computed_where_it_is_wanted_or_announced() {
        assertThat(digest(Digests.NONE, Map.of()).md5()).isEmpty();
        assertThat(digest(new Digests(Optional.of(MD5), Optional.empty(), Map.of()), Map.of())
                        .md5())
                .hasValue("5d41402abc4b2a76b9719d911017c592");
    }

    private static BodyDigests.Values digest(Digests announced, Map<String, String> trailer) {
        BodyDigests digests = new BodyDigests(announced, false);
        digests.update(ByteBuffer.wrap("hel".getBytes(StandardCharsets.UTF_8)));
        digests.update(ByteBuffer.wrap("lo".getBytes(StandardCharsets.UTF_8)));
        return digests.verify(new BodySource.End(5, trailer));
    }

    private static void assertRefused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
