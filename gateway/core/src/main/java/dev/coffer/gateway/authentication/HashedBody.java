package dev.coffer.gateway.authentication;

import dev.coffer.api.BodySource;
import dev.coffer.api.ForwardingBody;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.sigv4.SigV4;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A body whose SHA-256 the signature covers: its end is an end only if the hash is that. */
final class HashedBody extends ForwardingBody {
    private final String expected;
    private final MessageDigest hash = SigV4.sha256();
    private boolean verified;

    HashedBody(BodySource source, String expected) {
        super(source);
        this.expected = expected;
    }

    @Override
    public @Nullable ByteBuffer next() {
        if (verified) {
            return null;
        }
        ByteBuffer bytes = super.next();
        if (bytes != null) {
            hash.update(bytes.duplicate());
            return bytes;
        }
        String computed = SigV4.hex(hash.digest());
        if (!SigV4.matches(expected, computed)) {
            throw new AwsException(
                    S3Error.X_AMZ_CONTENT_SHA256_MISMATCH.code(),
                    S3Error.X_AMZ_CONTENT_SHA256_MISMATCH.status(),
                    S3Error.X_AMZ_CONTENT_SHA256_MISMATCH.error().text(),
                    Map.of("ClientComputedContentSHA256", expected, "S3ComputedContentSHA256", computed));
        }
        verified = true;
        return null;
    }

    @Override
    public End end() {
        if (!verified) {
            throw new IllegalStateException("the body has not ended");
        }
        return super.end();
    }
}
