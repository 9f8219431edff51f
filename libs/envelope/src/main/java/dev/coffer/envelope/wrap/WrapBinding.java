package dev.coffer.envelope.wrap;

import dev.coffer.envelope.EncryptionContext;
import java.util.UUID;

/**
 * What a wrapped key is for: its additional authenticated data, so that it opens nowhere else. The canonical form is the
 * kind's ASCII letter, then the members in order, every string and byte string as a 32-bit big-endian length and its
 * (UTF-8) bytes, ids as 16 bytes; no two bindings have the same bytes.
 */
public sealed interface WrapBinding {
    /** The additional authenticated data. */
    byte[] canonicalBytes();

    /**
     * The data key of one object version, wrapped by a bucket key or by a bucket's SSE-S3 root. Letter {@code O}.
     *
     * @param bucket the bucket's name
     * @param key the object's key
     * @param objectId the version's internal id, never reused
     * @param context the object's encryption context; empty under SSE-S3
     */
    record OfObject(String bucket, String key, UUID objectId, EncryptionContext context) implements WrapBinding {
        @Override
        public byte[] canonicalBytes() {
            return new CanonicalBytes('O')
                    .string(bucket)
                    .string(key)
                    .id(objectId)
                    .bytes(context.canonicalBytes())
                    .toArray();
        }
    }

    /**
     * A bucket's root key for SSE-S3, wrapped by the region's root. Letter {@code R}.
     *
     * @param region the region
     * @param bucket the bucket's name
     * @param rootId this root's id, never reused
     */
    record OfBucketRoot(String region, String bucket, UUID rootId) implements WrapBinding {
        @Override
        public byte[] canonicalBytes() {
            return new CanonicalBytes('R')
                    .string(region)
                    .string(bucket)
                    .id(rootId)
                    .toArray();
        }
    }
}
