package dev.coffer.conformance.faults;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * Calls KMS itself, more often than its quota allows: a data key, and sometimes its decryption. Now and then it gives the
 * key another name, so that the names of the key tell which changes were made, answered or not.
 */
final class Caller implements Runnable {
    private final String region;
    private final String key;
    private final KmsClient kms;
    private final Ledger ledger;
    private final Random random;

    Caller(String region, String key, KmsClient kms, Ledger ledger, long seed) {
        this.region = region;
        this.key = key;
        this.kms = kms;
        this.ledger = ledger;
        this.random = new Random(seed ^ region.hashCode());
    }

    @Override
    public void run() {
        try {
            GenerateDataKeyResponse made = kms.generateDataKey(g -> g.keyId(key).keySpec("AES_256"));
            ledger.add(new KmsCall(
                    region, "GenerateDataKey", made.responseMetadata().requestId()));
            if (random.nextInt(3) == 0) {
                decrypt(made);
            }
            if (random.nextInt(5) == 0) {
                name();
            }
        } catch (RuntimeException e) {
            ledger.add(Failure.of("KMS call in " + region, e));
        }
    }

    private void name() {
        String alias = "alias/" + UUID.randomUUID();
        try {
            ledger.add(new KmsCall(
                    region,
                    "CreateAlias",
                    kms.createAlias(a -> a.aliasName(alias).targetKeyId(key))
                            .responseMetadata()
                            .requestId()));
        } catch (AlreadyExistsException e) {
            // made by an attempt whose answer was lost
        }
    }

    private void decrypt(GenerateDataKeyResponse made) {
        DecryptResponse opened = kms.decrypt(d -> d.ciphertextBlob(made.ciphertextBlob()));
        ledger.add(new KmsCall(region, "Decrypt", opened.responseMetadata().requestId()));
        if (!Arrays.equals(
                opened.plaintext().asByteArrayUnsafe(), made.plaintext().asByteArrayUnsafe())) {
            ledger.add(new Failure(Failure.Kind.WRONG, "Decrypt in " + region, "another key than was made"));
        }
    }
}
