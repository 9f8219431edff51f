package dev.coffer.gateway.s3.request;

import dev.coffer.api.BodySource;
import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Reads a document whole and checks every digest that came with it. */
public final class SmallBody {
    /** Enough for CompleteMultipartUpload with 10,000 parts. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private SmallBody() {}

    /** The document. */
    public static byte[] read(S3Request request) {
        Digests digests = DigestHeaders.whole(DigestHeaders.of(request));
        BodySource body = request.identity().body();
        byte[] document = readAll(body);
        digests.contentMd5().ifPresent(expected -> {
            if (!expected.equals(md5(document))) {
                throw S3Error.BAD_DIGEST.error();
            }
        });
        Map<String, String> checksums = new HashMap<>(digests.checksums());
        checksums.putAll(body.end().checksums());
        checksums.forEach((id, expected) -> {
            ChecksumAlgorithm algorithm = ChecksumAlgorithm.find(id).orElseThrow();
            var computed = algorithm.start();
            computed.update(ByteBuffer.wrap(document));
            if (!computed.base64().equals(expected)) {
                throw S3Error.BAD_DIGEST.because(
                        "The " + algorithm + " you specified did not match the calculated checksum.");
            }
        });
        return document;
    }

    /** The document of a request whose checksum headers speak of something else: the object that it completes. */
    public static byte[] readUnchecked(S3Request request) {
        return readAll(request.identity().body());
    }

    /** The document, which must have come with a digest. */
    public static byte[] readWithDigest(S3Request request) {
        Digests digests = DigestHeaders.of(request);
        if (digests.contentMd5().isEmpty()
                && digests.checksums().isEmpty()
                && digests.algorithm().isEmpty()) {
            throw S3Error.INVALID_REQUEST.because("Missing required header for this request: Content-MD5");
        }
        return read(request);
    }

    /** Verifies the end of a body that has no bytes; one that has some is of no use here and is left alone. */
    public static void expectNone(S3Request request) {
        BodySource body = request.identity().body();
        if (body.declaredLength() == 0) {
            body.next();
        }
    }

    private static byte[] readAll(BodySource body) {
        if (body.declaredLength() > MAX_BYTES) {
            throw S3Error.MAX_MESSAGE_LENGTH_EXCEEDED.with(
                    Map.of("MaxMessageLengthBytes", Integer.toString(MAX_BYTES)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            if (out.size() + piece.remaining() > MAX_BYTES) {
                throw S3Error.MAX_MESSAGE_LENGTH_EXCEEDED.with(
                        Map.of("MaxMessageLengthBytes", Integer.toString(MAX_BYTES)));
            }
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static String md5(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
