package dev.coffer.aws.chunked;

import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.sigv4.ChunkSignatures;
import dev.coffer.aws.sigv4.SigV4;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one aws-chunked body piece by piece, without copying it and without holding more than one line:
 *
 * <pre>
 * hex-size[;chunk-signature=…] CRLF  bytes CRLF   …   0[;chunk-signature=…] CRLF  trailer fields, a line each  CRLF
 * </pre>
 *
 * A chunk's bytes come out before its signature has been checked (it covers them all): they must not become visible
 * before {@link #finish()} has returned. Every length is bounded: lines by {@link #MAX_LINE}, chunks and their sum by the
 * decoded length that the request declared, the trailer by its announced fields. One thread at a time.
 */
public final class AwsChunkedDecoder {
    /** The longest line of framing or trailer, in bytes. */
    public static final int MAX_LINE = 1024;
    /** The shortest signed chunk that is not the last with bytes. */
    public static final int MIN_SIGNED_CHUNK = 8192;

    private enum State {
        HEADER,
        DATA,
        AFTER_DATA,
        TRAILER,
        DONE
    }

    private final StreamingPayload kind;
    private final Optional<ChunkSignatures> signatures;
    private final long decodedLength;
    private final Trailer trailer;
    private final Line line = new Line();
    private final @Nullable MessageDigest chunkHash;

    private State state = State.HEADER;
    private long decoded;
    private long chunkLeft;
    private String chunkSignature = "";
    private boolean shortChunkSeen;

    /**
     * @param signatures there exactly if the kind is signed
     * @param decodedLength {@code x-amz-decoded-content-length}
     * @param announcedTrailer the lower-case names in {@code x-amz-trailer}
     */
    public AwsChunkedDecoder(
            StreamingPayload kind,
            Optional<ChunkSignatures> signatures,
            long decodedLength,
            Set<String> announcedTrailer) {
        if (kind.signed() != signatures.isPresent() || decodedLength < 0) {
            throw new IllegalArgumentException(kind + " with " + signatures.isPresent() + ", " + decodedLength);
        }
        this.kind = kind;
        this.signatures = signatures;
        this.decodedLength = decodedLength;
        this.trailer = new Trailer(announcedTrailer);
        this.chunkHash = kind.signed() ? SigV4.sha256() : null;
    }

    /**
     * Takes bytes from {@code in} up to the end of the next run of content.
     *
     * @return content (a view of {@code in}, never empty), or null when {@code in} is used up
     * @throws dev.coffer.aws.error.AwsException {@code SignatureDoesNotMatch}, {@code IncompleteBody},
     *     {@code InvalidChunkSizeError}, {@code MalformedTrailerError}
     */
    public @Nullable ByteBuffer decode(ByteBuffer in) {
        while (in.hasRemaining()) {
            switch (state) {
                case HEADER -> line.read(in).ifPresent(this::beginChunk);
                case DATA -> {
                    return content(in);
                }
                case AFTER_DATA -> line.read(in).ifPresent(this::endChunk);
                case TRAILER -> line.read(in).ifPresent(this::trailerLine);
                case DONE -> throw ChunkHeader.malformed();
            }
        }
        return null;
    }

    /**
     * Says that nothing more comes.
     *
     * @return the trailer's fields by lower-case name
     * @throws dev.coffer.aws.error.AwsException if the body was cut off
     */
    public Map<String, String> finish() {
        if (state == State.TRAILER && line.isEmpty() && trailerEnds()) {
            endTrailer(); // some senders leave the last empty line out
        }
        if (state != State.DONE) {
            throw S3Error.INCOMPLETE_BODY.because("The request body terminated unexpectedly");
        }
        return trailer.complete();
    }

    private void beginChunk(String text) {
        ChunkHeader header = ChunkHeader.parse(text);
        if (header.size() > decodedLength - decoded) {
            throw S3Error.INCOMPLETE_BODY.because("The body is longer than x-amz-decoded-content-length");
        }
        chunkSignature = header.signature();
        chunkLeft = header.size();
        if (header.size() == 0) {
            endContent();
            return;
        }
        if (kind.signed()) {
            if (shortChunkSeen) {
                throw S3Error.INVALID_CHUNK_SIZE.error();
            }
            shortChunkSeen = header.size() < MIN_SIGNED_CHUNK;
        }
        state = State.DATA;
    }

    private ByteBuffer content(ByteBuffer in) {
        int length = (int) Math.min(chunkLeft, in.remaining());
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        if (chunkHash != null) {
            chunkHash.update(content.duplicate());
        }
        decoded += length;
        chunkLeft -= length;
        if (chunkLeft == 0) {
            checkChunk();
            state = State.AFTER_DATA;
        }
        return content;
    }

    private void endChunk(String text) {
        if (!text.isEmpty()) {
            throw ChunkHeader.malformed();
        }
        state = State.HEADER;
    }

    private void endContent() {
        if (decoded != decodedLength) {
            throw S3Error.INCOMPLETE_BODY.because(
                    "You did not provide the number of bytes specified by the x-amz-decoded-content-length HTTP header");
        }
        checkChunk();
        state = State.TRAILER;
    }

    private void checkChunk() {
        if (chunkHash != null && !signatures.orElseThrow().chunk(chunkSignature, chunkHash.digest())) {
            throw S3Error.SIGNATURE_DOES_NOT_MATCH.error();
        }
    }

    private void trailerLine(String text) {
        if (!text.isEmpty()) {
            if (!kind.trailer()) {
                throw ChunkHeader.malformed();
            }
            trailer.add(text);
        } else if (trailerEnds()) {
            endTrailer();
        }
    }

    /** An empty line ends the trailer, but for the one that some signers put before its signature. */
    private boolean trailerEnds() {
        return kind != StreamingPayload.SIGNED_TRAILER || trailer.hasSignature();
    }

    private void endTrailer() {
        if (kind == StreamingPayload.SIGNED_TRAILER
                && !signatures.orElseThrow().trailer(trailer.signature(), trailer.canonical())) {
            throw S3Error.SIGNATURE_DOES_NOT_MATCH.error();
        }
        state = State.DONE;
    }
}
