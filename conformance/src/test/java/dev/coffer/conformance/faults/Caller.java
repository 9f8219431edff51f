package dev.coffer.conformance.faults;

import java.util.Arrays;
import java.util.Random;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/** Calls KMS itself, more often than its quota allows: a data key, and sometimes its decryption. */
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
        } catch (RuntimeException e) {
            ledger.add(Failure.of("KMS call in " + region, e));
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
