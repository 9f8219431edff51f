package dev.coffer.storage.replication;

import dev.coffer.aws.Arn;
import dev.coffer.events.s3.ObjectEvent.ReplicationTarget;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.ReplicationRule;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which destinations owe a replica of a new version: per destination the matching rule of the highest priority. Pure.
 * Source: "Replication configuration", Amazon S3 User Guide; spec section 7.
 */
public final class RuleMatching {
    private static final Comparator<ReplicationRule> BY_PRIORITY =
            Comparator.comparingInt(rule -> rule.priority().orElse(0));

    private RuleMatching() {}

    /**
     * The destinations of a new object version.
     *
     * @param kms whether it is encrypted with SSE-KMS: such objects need a rule that selects them
     */
    public static List<ReplicationTarget> ofObject(
            Optional<ReplicationConfiguration> configuration, String key, Map<String, String> tags, boolean kms) {
        return winners(
                configuration,
                rule -> matchesKey(rule, key)
                        && tags.entrySet().containsAll(rule.tags().entrySet())
                        && (!kms || rule.sseKmsEncryptedObjects()));
    }

    /** The destinations of a delete marker: rules with a tag filter never replicate them, schema V1 always does. */
    public static List<ReplicationTarget> ofDeleteMarker(Optional<ReplicationConfiguration> configuration, String key) {
        return winners(
                configuration, rule -> matchesKey(rule, key) && rule.tags().isEmpty() && replicatesMarkers(rule));
    }

    private static boolean matchesKey(ReplicationRule rule, String key) {
        return rule.enabled() && key.startsWith(rule.prefix().orElse(""));
    }

    private static boolean replicatesMarkers(ReplicationRule rule) {
        return rule.v1() || rule.deleteMarkerReplication().orElse(false);
    }

    private static List<ReplicationTarget> winners(
            Optional<ReplicationConfiguration> configuration, Predicate<ReplicationRule> matches) {
        if (configuration.isEmpty()) {
            return List.of();
        }
        Map<String, ReplicationRule> winners = new LinkedHashMap<>();
        for (ReplicationRule rule : configuration.get().rules()) {
            if (matches.test(rule)) {
                winners.merge(rule.destination().bucketArn(), rule, RuleMatching::stronger);
            }
        }
        String role = configuration.get().role();
        return winners.values().stream().map(rule -> target(rule, role)).toList();
    }

    private static ReplicationRule stronger(ReplicationRule one, ReplicationRule other) {
        return BY_PRIORITY.compare(other, one) > 0 ? other : one;
    }

    private static ReplicationTarget target(ReplicationRule rule, String role) {
        return new ReplicationTarget(
                rule.id().orElse(""),
                role,
                bucketName(rule.destination().bucketArn()),
                rule.destination().replicaKmsKeyId(),
                rule.destination().storageClass(),
                rule.destination().metrics());
    }

    /** The bucket's name in its ARN. */
    static String bucketName(String bucketArn) {
        return Arn.parse(bucketArn).resource();
    }
}
