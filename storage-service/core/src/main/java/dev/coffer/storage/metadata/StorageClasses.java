package dev.coffer.storage.metadata;

import dev.coffer.aws.error.S3Error;
import java.util.Set;

/** S3's storage classes; kept and shown, without a difference in how bytes are stored. */
public final class StorageClasses {
    /** Where nothing is said. */
    public static final String STANDARD = "STANDARD";

    private static final Set<String> KNOWN =
            Set.of(STANDARD, "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR");

    private StorageClasses() {}

    /** @throws dev.coffer.aws.error.AwsException {@code InvalidStorageClass}, also for archives that need a restore */
    public static void require(String storageClass) {
        if (!KNOWN.contains(storageClass)) {
            throw S3Error.INVALID_STORAGE_CLASS.error();
        }
    }
}
