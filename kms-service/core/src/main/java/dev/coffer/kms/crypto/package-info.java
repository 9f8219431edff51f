/** Root key, wrapped key material, ciphertext blobs, and the cryptographic operations. */
@NullMarked
package dev.coffer.kms.crypto;

import org.jspecify.annotations.NullMarked;
