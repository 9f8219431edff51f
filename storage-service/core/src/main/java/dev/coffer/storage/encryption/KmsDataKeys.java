package dev.coffer.storage.encryption;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.Encrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.platform.trace.SpanName;
import dev.coffer.platform.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Keys from KMS, each by one call in the requester's name through S3 ({@code kms:ViaService}). */
@ApplicationScoped
public class KmsDataKeys implements DataKeys {
    private final KmsApi kms;

    KmsDataKeys(KmsApi kms) {
        this.kms = kms;
    }

    @Override
    public DataKey generate(Region region, String keyId, EncryptionContext context, Caller requester) {
        GenerateDataKey.Result made = call(GenerateDataKey.aes256(keyId, context.pairs()), region, requester);
        return new DataKey(made.keyId(), made.plaintext(), made.ciphertextBlob());
    }

    @Override
    public SecretBytes decrypt(Region region, byte[] ciphertext, EncryptionContext context, Caller requester) {
        return call(Decrypt.blob(ciphertext, context.pairs()), region, requester)
                .plaintext();
    }

    @Override
    public Encrypted encrypt(
            Region region, String keyId, SecretBytes key, EncryptionContext context, Caller requester) {
        Encrypt.Result made = call(
                new Encrypt(keyId, key, context.pairs(), List.of(), Optional.of("SYMMETRIC_DEFAULT")),
                region,
                requester);
        return new Encrypted(made.keyId(), made.ciphertextBlob());
    }

    private <R> R call(KmsOperation<R> operation, Region region, Caller requester) {
        try {
            return Traces.part(
                    SpanName.KMS_CALL,
                    operation.getClass().getSimpleName(),
                    () -> kms.call(operation, region, requester.via("s3." + region + ".amazonaws.com")));
        } catch (AwsException refused) {
            throw KmsErrors.toS3(refused);
        }
    }
}
