package dev.coffer.aws.chunked;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.Seeded;
import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.checksum.RunningChecksum;
import dev.coffer.aws.sigv4.SdkSigned;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** The bodies that the AWS SDK for Java v2 sends decode to what was put in, with its checksum behind them. */
class SdkChunkedTest {

    @Test
    void signed_chunks() {
        Random random = Seeded.random("sdk signed chunks");
        for (int i = 0; i < 60; i++) {
            byte[] content = Seeded.bytes(random, 400_000);
            SdkSigned sent = sign(content, Optional.empty(), true, random);
            assertThat(sent.header("x-amz-content-sha256")).isEqualTo(StreamingPayload.SIGNED.value());
            AwsChunkedDecoder decoder = decoder(sent, StreamingPayload.SIGNED, Set.of());
            assertThat(AwsChunkedDecoderTest.decode(decoder, sent.body(), 1 + random.nextInt(9000)))
                    .isEqualTo(content);
            assertThat(decoder.finish()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"CRC32,true", "CRC64NVME,true", "SHA256,true", "CRC32,false", "CRC32C,false", "SHA1,false"})
    void trailers(ChecksumAlgorithm algorithm, boolean signed) {
        Random random = Seeded.random("sdk trailers " + algorithm + signed);
        StreamingPayload kind = signed ? StreamingPayload.SIGNED_TRAILER : StreamingPayload.UNSIGNED_TRAILER;
        for (int i = 0; i < 25; i++) {
            byte[] content = Seeded.bytes(random, 300_000);
            SdkSigned sent = sign(content, Optional.of(algorithm), signed, random);
            assertThat(sent.header("x-amz-content-sha256")).isEqualTo(kind.value());
            assertThat(sent.header("x-amz-trailer")).isEqualTo(algorithm.header());
            AwsChunkedDecoder decoder = decoder(sent, kind, Set.of(algorithm.header()));
            assertThat(AwsChunkedDecoderTest.decode(decoder, sent.body(), 1 + random.nextInt(9000)))
                    .isEqualTo(content);
            RunningChecksum checksum = algorithm.start();
            checksum.update(ByteBuffer.wrap(content));
            assertThat(decoder.finish()).isEqualTo(Map.of(algorithm.header(), checksum.base64()));
        }
    }

    private static AwsChunkedDecoder decoder(SdkSigned sent, StreamingPayload kind, Set<String> trailer) {
        return new AwsChunkedDecoder(
                kind,
                kind.signed() ? Optional.of(sent.chunkSignatures()) : Optional.empty(),
                Long.parseLong(sent.header("x-amz-decoded-content-length")),
                trailer);
    }

    private static SdkSigned sign(
            byte[] content, Optional<ChecksumAlgorithm> algorithm, boolean signed, Random random) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.PUT)
                .protocol(signed ? "http" : "https")
                .host("127.0.0.1")
                .port(9000)
                .encodedPath("/bucket/key")
                .putHeader("Content-Length", Integer.toString(content.length))
                .build();
        return SdkSigned.sign("s3", Instant.ofEpochSecond(random.nextInt()), request, content, r -> {
            r.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, signed);
            algorithm.ifPresent(a -> r.putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, sdk(a)));
        });
    }

    private static software.amazon.awssdk.checksums.spi.ChecksumAlgorithm sdk(ChecksumAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC32 -> DefaultChecksumAlgorithm.CRC32;
            case CRC32C -> DefaultChecksumAlgorithm.CRC32C;
            case CRC64NVME -> DefaultChecksumAlgorithm.CRC64NVME;
            case SHA1 -> DefaultChecksumAlgorithm.SHA1;
            case SHA256 -> DefaultChecksumAlgorithm.SHA256;
        };
    }
}
