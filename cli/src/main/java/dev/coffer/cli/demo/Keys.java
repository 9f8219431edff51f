package dev.coffer.cli.demo;

import software.amazon.awssdk.services.kms.KmsClient;

/** Makes the KMS keys; a key can't be deleted at once, so taking back schedules its deletion. */
final class Keys {
    private static final int SHORTEST_WINDOW_DAYS = 7;

    private Keys() {}

    /** The ARN of a new key. */
    static String create(KmsClient kms, String description, Undo undo) {
        String arn =
                kms.createKey(k -> k.description(description)).keyMetadata().arn();
        undo.remember(
                "key " + arn,
                () -> kms.scheduleKeyDeletion(d -> d.keyId(arn).pendingWindowInDays(SHORTEST_WINDOW_DAYS)));
        return arn;
    }
}
