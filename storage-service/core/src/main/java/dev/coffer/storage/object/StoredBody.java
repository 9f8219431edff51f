package dev.coffer.storage.object;

import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.blob.BlobName;
import java.util.Optional;

/**
 * Bytes that are durable in a blob which no row names yet.
 *
 * @param size plaintext bytes
 * @param checksum of the plaintext, {@code FULL_OBJECT}
 * @param md5 of the plaintext in hex, where it was wanted
 */
public record StoredBody(BlobName blob, long size, StoredChecksum checksum, Optional<String> md5) {}
