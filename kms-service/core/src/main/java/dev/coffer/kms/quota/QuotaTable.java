package dev.coffer.kms.quota;

import dev.coffer.aws.Region;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.KmsOperations;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * AWS's request quotas per second. Source: "Request quotas", AWS KMS Developer Guide.
 */
public final class QuotaTable {
    /** The name of the quota that the symmetric cryptographic operations share. */
    public static final String SYMMETRIC = "symmetric";

    private static final Set<String> SHARED = Set.of(
            "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateRandom", "ReEncrypt");
    private static final Set<String> LARGE = Set.of("us-east-1", "us-west-2", "eu-west-1");
    private static final Set<String> MIDDLE =
            Set.of("us-east-2", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "eu-central-1", "eu-west-2");
    private static final Map<String, Integer> OWN = own();

    private QuotaTable() {}

    /** The quota that a call counts against: {@link #SYMMETRIC}, or the operation's own. */
    public static String quotaOf(KmsOperation<?> operation) {
        String name = operation.getClass().getSimpleName();
        return SHARED.contains(name) ? SYMMETRIC : name;
    }

    /** The shared quota of the symmetric cryptographic operations in {@code region}. */
    public static int symmetric(Region region) {
        if (LARGE.contains(region.id())) {
            return 100_000;
        }
        return MIDDLE.contains(region.id()) ? 20_000 : 10_000;
    }

    /** The quotas of operations that have one of their own. */
    public static Map<String, Integer> perOperation() {
        return OWN;
    }

    private static Map<String, Integer> own() {
        Map<String, Integer> quotas = new TreeMap<>();
        KmsOperations.PUBLIC.stream()
                .map(Class::getSimpleName)
                .filter(name -> !SHARED.contains(name))
                .forEach(name -> quotas.put(name, perSecond(name)));
        return Map.copyOf(quotas);
    }

    private static int perSecond(String operation) {
        return switch (operation) {
            case "DescribeKey", "ListResourceTags" -> 2000;
            case "GetKeyPolicy", "GetKeyRotationStatus" -> 1000;
            case "ListAliases", "ListKeys" -> 500;
            case "CreateGrant", "RetireGrant", "RevokeGrant" -> 50;
            case "DeleteAlias", "EnableKeyRotation", "PutKeyPolicy", "ScheduleKeyDeletion" -> 15;
            case "TagResource" -> 10;
            default -> operation.startsWith("List") ? 100 : 5;
        };
    }
}
