package dev.coffer.storage.encryption;

import dev.coffer.aws.Region;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;

/**
 * The three things that storage asks of KMS, on behalf of a requester whom KMS authorises. Refusals are S3's errors.
 * Caching and counting are decorators.
 */
public interface DataKeys {

    /** A new 256-bit key ({@code GenerateDataKey}). */
    DataKey generate(Region region, String keyId, EncryptionContext context, Caller requester);

    /** Opens KMS's ciphertext of a key ({@code Decrypt}); the receiver closes it. */
    SecretBytes decrypt(Region region, byte[] ciphertext, EncryptionContext context, Caller requester);

    /** Encrypts a key made here ({@code Encrypt}), which stays the sender's to close. */
    Encrypted encrypt(Region region, String keyId, SecretBytes key, EncryptionContext context, Caller requester);

    /** A new key; closing it destroys the plaintext. */
    record DataKey(String keyArn, SecretBytes plaintext, byte[] ciphertext) implements AutoCloseable {
        @Override
        public void close() {
            plaintext.close();
        }
    }

    /** KMS's ciphertext of a key. */
    record Encrypted(String keyArn, byte[] ciphertext) {}
}
