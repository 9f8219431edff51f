package dev.coffer.kms.crypto;

import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.Encrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GenerateDataKeyWithoutPlaintext;
import dev.coffer.kms.api.GenerateRandom;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.ReEncrypt;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Limits;
import dev.coffer.kms.key.KeyLookup;
import dev.coffer.kms.key.KeyMaterial;
import dev.coffer.kms.key.KmsKey;
import dev.coffer.kms.policy.Authorization;
import dev.coffer.kms.policy.KeyUse;
import java.util.Optional;

/**
 * The symmetric cryptographic operations. In this order, as at AWS: the key is found, the caller's permission checked,
 * then the key's state.
 */
public final class Cryptography {
    private static final String ALGORITHM = KmsKey.SPEC;

    private final KeyLookup lookup;
    private final Authorization authorization;

    /** The operations on keys found by {@code lookup}. */
    public Cryptography(KeyLookup lookup, Authorization authorization) {
        this.lookup = lookup;
        this.authorization = authorization;
    }

    /** {@code GenerateDataKey}. */
    public GenerateDataKey.Result generateDataKey(GenerateDataKey op, KmsCall call) {
        int length = length(op.keySpec(), op.numberOfBytes());
        EncryptionContext context = Limits.context(op.encryptionContext());
        KmsKey key = usable("kms:GenerateDataKey", op.keyId(), context, call);
        SecretBytes dataKey = SecretBytes.random(length);
        byte[] blob = seal(key, context, dataKey, call);
        return new GenerateDataKey.Result(
                blob, dataKey, key.arn(), key.current().id());
    }

    /** {@code GenerateDataKeyWithoutPlaintext}. */
    public GenerateDataKeyWithoutPlaintext.Result generateDataKeyWithoutPlaintext(
            GenerateDataKeyWithoutPlaintext op, KmsCall call) {
        int length = length(op.keySpec(), op.numberOfBytes());
        EncryptionContext context = Limits.context(op.encryptionContext());
        KmsKey key = usable("kms:GenerateDataKeyWithoutPlaintext", op.keyId(), context, call);
        try (SecretBytes dataKey = SecretBytes.random(length)) {
            byte[] blob = seal(key, context, dataKey, call);
            return new GenerateDataKeyWithoutPlaintext.Result(
                    blob, key.arn(), key.current().id());
        }
    }

    /** {@code Encrypt}. */
    public Encrypt.Result encrypt(Encrypt op, KmsCall call) {
        Limits.bytes("plaintext", op.plaintext().length(), Limits.MAX_PLAINTEXT_BYTES);
        Limits.symmetric("encryptionAlgorithm", op.encryptionAlgorithm());
        EncryptionContext context = Limits.context(op.encryptionContext());
        KmsKey key = usable("kms:Encrypt", op.keyId(), context, call);
        byte[] blob = seal(key, context, op.plaintext(), call);
        return new Encrypt.Result(blob, key.arn(), ALGORITHM, key.current().id());
    }

    /** {@code Decrypt}. */
    public Decrypt.Result decrypt(Decrypt op, KmsCall call) {
        Limits.bytes("ciphertextBlob", op.ciphertextBlob().length, Limits.MAX_BLOB_BYTES);
        Limits.symmetric("encryptionAlgorithm", op.encryptionAlgorithm());
        EncryptionContext context = Limits.context(op.encryptionContext());
        Opened opened = open("kms:Decrypt", op.ciphertextBlob(), op.keyId(), context, call);
        call.detail("keyMaterialId", opened.material().id());
        return new Decrypt.Result(
                opened.key().arn(),
                opened.plaintext(),
                ALGORITHM,
                opened.material().id());
    }

    /** {@code ReEncrypt}: {@code kms:ReEncryptFrom} on the source, {@code kms:ReEncryptTo} on the destination. */
    public ReEncrypt.Result reEncrypt(ReEncrypt op, KmsCall call) {
        Limits.bytes("ciphertextBlob", op.ciphertextBlob().length, Limits.MAX_BLOB_BYTES);
        Limits.symmetric("sourceEncryptionAlgorithm", op.sourceEncryptionAlgorithm());
        Limits.symmetric("destinationEncryptionAlgorithm", op.destinationEncryptionAlgorithm());
        EncryptionContext from = Limits.context(op.sourceEncryptionContext());
        EncryptionContext to = Limits.context(op.destinationEncryptionContext());
        Opened opened = open("kms:ReEncryptFrom", op.ciphertextBlob(), op.sourceKeyId(), from, call);
        try (SecretBytes plaintext = opened.plaintext()) {
            KmsKey destination = usable("kms:ReEncryptTo", op.destinationKeyId(), to, call);
            KeyMaterial sealing = destination.current();
            byte[] blob = plaintext.use(bytes -> CiphertextBlob.seal(destination.id(), sealing, to, bytes));
            call.detail("sourceKeyMaterialId", opened.material().id());
            call.detail("destinationKeyMaterialId", sealing.id());
            return new ReEncrypt.Result(
                    blob,
                    opened.key().arn(),
                    destination.arn(),
                    ALGORITHM,
                    ALGORITHM,
                    opened.material().id(),
                    sealing.id());
        }
    }

    /** {@code GenerateRandom}. */
    public GenerateRandom.Result generateRandom(GenerateRandom op, KmsCall call) {
        int length = op.numberOfBytes()
                .map(bytes -> Limits.range("numberOfBytes", bytes, 1, Limits.MAX_RANDOM_BYTES))
                .orElseThrow(() -> KmsError.VALIDATION.because("NumberOfBytes is required."));
        op.customKeyStoreId().ifPresent(id -> {
            throw KmsError.UNSUPPORTED_OPERATION.because("Custom key stores are not supported.");
        });
        authorization.requireInAccount("kms:GenerateRandom", "*", call);
        return new GenerateRandom.Result(SecretBytes.random(length));
    }

    private KmsKey usable(String action, String reference, EncryptionContext context, KmsCall call) {
        KeyLookup.Found found = lookup.find(reference, call);
        KmsKey key = call.about(found.key());
        authorization.require(KeyUse.cryptography(action, key, context, found.alias()), call);
        key.requireEnabled();
        return key;
    }

    private static byte[] seal(KmsKey key, EncryptionContext context, SecretBytes plaintext, KmsCall call) {
        KeyMaterial material = key.current();
        call.detail("keyMaterialId", material.id());
        return plaintext.use(bytes -> CiphertextBlob.seal(key.id(), material, context, bytes));
    }

    private record Opened(KmsKey key, KeyMaterial material, SecretBytes plaintext) {}

    private Opened open(
            String action, byte[] bytes, Optional<String> expected, EncryptionContext context, KmsCall call) {
        Optional<KeyLookup.Found> named = expected.map(reference -> lookup.find(reference, call));
        named.ifPresent(found -> call.about(found.key()));
        CiphertextBlob blob = CiphertextBlob.parse(bytes).orElseThrow(Cryptography::invalid);
        KmsKey key = named.map(KeyLookup.Found::key)
                .or(() -> lookup.ofBlob(blob.keyUuid(), call))
                .orElseThrow(Cryptography::invalid);
        call.about(key);
        Optional<String> alias = named.flatMap(KeyLookup.Found::alias);
        authorization.require(KeyUse.cryptography(action, key, context, alias), call);
        key.requireEnabled();
        if (!key.id().uuid().equals(blob.keyUuid())) {
            throw KmsError.INCORRECT_KEY.because(
                    "The key ID in the request does not identify a CMK that can perform this operation.");
        }
        KeyMaterial material = key.material(blob.materialVersion()).orElseThrow(Cryptography::invalid);
        SecretBytes plaintext = blob.open(material, context).orElseThrow(Cryptography::invalid);
        return new Opened(key, material, plaintext);
    }

    private static int length(Optional<String> keySpec, Optional<Integer> numberOfBytes) {
        if (keySpec.isPresent() == numberOfBytes.isPresent()) {
            throw KmsError.VALIDATION.because("Please specify either number of bytes or key spec.");
        }
        return keySpec.map(spec ->
                        Limits.oneOf("keySpec", spec, "AES_256", "AES_128").equals("AES_256") ? 32 : 16)
                .orElseGet(
                        () -> Limits.range("numberOfBytes", numberOfBytes.orElseThrow(), 1, Limits.MAX_RANDOM_BYTES));
    }

    private static AwsException invalid() {
        return KmsError.INVALID_CIPHERTEXT.because("");
    }
}
