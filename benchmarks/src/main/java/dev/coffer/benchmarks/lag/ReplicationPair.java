package dev.coffer.benchmarks.lag;

import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.cli.admin.AdminApi;
import dev.coffer.cli.aws.Clients;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.Destination;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;

/** A versioned bucket that replicates everything to one of another region. */
public record ReplicationPair(Endpoint source, String bucket, Endpoint destination, String replicaBucket) {
    private static final String ROLE = "bench-replication";

    /** Makes both buckets and the rule; without {@code role}, a role through Coffer's admin API too. */
    public static ReplicationPair create(Endpoint source, Endpoint destination, Optional<String> role) {
        ReplicationPair pair = new ReplicationPair(
                source, BenchBucket.freshName("source"), destination, BenchBucket.freshName("replica"));
        BenchBucket.create(source, pair.bucket, true, true);
        BenchBucket.create(destination, pair.replicaBucket, true, true);
        String arn = role.orElseGet(() -> createRole(source));
        ReplicationRule rule = ReplicationRule.builder()
                .id("everything")
                .priority(1)
                .status(ReplicationRuleStatus.ENABLED)
                .filter(f -> f.prefix(""))
                .deleteMarkerReplication(d -> d.status(DeleteMarkerReplicationStatus.DISABLED))
                .destination(Destination.builder()
                        .bucket("arn:aws:s3:::" + pair.replicaBucket)
                        .build())
                .build();
        try (Clients clients = new Clients(source.uri(), source.credentials())) {
            clients.s3(source.region())
                    .putBucketReplication(r -> r.bucket(pair.bucket)
                            .replicationConfiguration(c -> c.role(arn).rules(rule)));
        }
        return pair;
    }

    private static String createRole(Endpoint endpoint) {
        String account;
        try (Clients clients = new Clients(endpoint.uri(), endpoint.credentials())) {
            account = clients.account(endpoint.region());
        }
        Map<String, Object> trust = policy(Map.of(
                "Effect", "Allow",
                "Principal", Map.of("Service", "s3.amazonaws.com"),
                "Action", "sts:AssumeRole"));
        Map<String, Object> permissions =
                policy(Map.of("Effect", "Allow", "Action", List.of("s3:*", "kms:*"), "Resource", "*"));
        new AdminApi(endpoint.uri(), endpoint.credentials())
                .post(
                        "/accounts",
                        Map.of(
                                "id",
                                account,
                                "roles",
                                List.of(Map.of("name", ROLE, "trust", trust, "policies", List.of(permissions)))));
        return "arn:aws:iam::" + account + ":role/" + ROLE;
    }

    private static Map<String, Object> policy(Map<String, Object> statement) {
        return Map.of("Version", "2012-10-17", "Statement", List.of(statement));
    }
}
