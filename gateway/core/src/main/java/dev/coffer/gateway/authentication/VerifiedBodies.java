package dev.coffer.gateway.authentication;

import dev.coffer.api.BodySource;
import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.chunked.AwsChunkedDecoder;
import dev.coffer.aws.chunked.StreamingPayload;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.sigv4.ChunkSignatures;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Request;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses how a body is verified, by {@code x-amz-content-sha256}. */
final class VerifiedBodies {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> NAMED_CHECKSUMS = Arrays.stream(ChecksumAlgorithm.values())
            .map(ChecksumAlgorithm::header)
            .collect(Collectors.toUnmodifiableSet());

    private VerifiedBodies() {}

    static BodySource of(Request request, SignedRequest signed, byte[] signingKey) {
        String announced = signed.payloadHash();
        if (announced.equals(SigV4.UNSIGNED_PAYLOAD)) {
            return request.body();
        }
        if (SHA256.matcher(announced).matches()) {
            return new HashedBody(request.body(), announced);
        }
        StreamingPayload kind =
                StreamingPayload.find(announced).orElseThrow(() -> S3AuthErrors.invalidContentSha256(announced));
        Optional<ChunkSignatures> signatures = kind.signed()
                ? Optional.of(new ChunkSignatures(
                        signingKey,
                        signed.amzDate(),
                        signed.fields().credential().scope(),
                        signed.fields().signature()))
                : Optional.empty();
        return chunked(request, kind, signatures);
    }

    /** The body of a request that nobody signed: nothing to verify but, where it is aws-chunked, its framing. */
    static BodySource unsigned(Request request) {
        Optional<StreamingPayload> kind =
                request.head().headers().first(S3HeaderSignature.CONTENT_SHA256).flatMap(StreamingPayload::find);
        if (kind.isEmpty()) {
            return request.body();
        }
        if (kind.get().signed()) {
            throw S3Error.ACCESS_DENIED.error();
        }
        return chunked(request, kind.get(), Optional.empty());
    }

    private static BodySource chunked(Request request, StreamingPayload kind, Optional<ChunkSignatures> signatures) {
        Headers headers = request.head().headers();
        long length = headers.first("x-amz-decoded-content-length")
                .map(VerifiedBodies::length)
                .orElseThrow(S3Error.MISSING_CONTENT_LENGTH::error);
        Set<String> trailer = headers.all("x-amz-trailer").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!NAMED_CHECKSUMS.containsAll(trailer) || trailer.size() > 1) {
            throw S3Error.INVALID_REQUEST.because("The value specified in the x-amz-trailer header is not supported");
        }
        return new ChunkedBody(request.body(), new AwsChunkedDecoder(kind, signatures, length, trailer), length);
    }

    private static long length(String text) {
        try {
            long length = Long.parseLong(text.strip());
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw S3Error.INVALID_ARGUMENT.because("The value of x-amz-decoded-content-length is not a length");
    }
}
