package dev.coffer.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.admin.AdminApi;
import java.util.List;
import java.util.Map;

/** Makes users and the replication role through the admin API; what they may do in S3 ends at the run's own buckets. */
final class Identities {
    private static final Map<String, Object> TRUST_S3 = policy(List.of(Map.of(
            "Effect", "Allow",
            "Principal", Map.of("Service", "s3.amazonaws.com"),
            "Action", "sts:AssumeRole")));

    private final AdminApi admin;
    private final String account;
    private final Names names;

    Identities(AdminApi admin, String account, Names names) {
        this.admin = admin;
        this.account = account;
        this.names = names;
    }

    /** A user that may read the run's buckets, and use the key for decrypting only; its access key. */
    Credentials createReader(Undo undo) {
        return createUser(
                names.reader(),
                List.of(
                        allowInBuckets("s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"),
                        statement("Allow", List.of("kms:Decrypt"), "*")),
                undo);
    }

    /** A user with these policy statements; its access key. */
    Credentials createUser(String name, List<Map<String, Object>> statements, Undo undo) {
        undo.remember("user " + name, () -> admin.delete("/accounts/" + account + "/users/" + name, Map.of()));
        JsonNode made = admin.post(
                "/accounts",
                Map.of("id", account, "users", List.of(Map.of("name", name, "policies", List.of(policy(statements))))));
        return made.path("keys")
                .valueStream()
                .filter(key -> name.equals(key.path("user").asText()))
                .map(key -> new Credentials(
                        key.path("accessKey").path("id").asText(),
                        key.path("accessKey").path("secret").asText()))
                .findFirst()
                .orElseThrow(() -> new CommandFailed("the admin API returned no key for user " + name));
    }

    /** A role that S3 may assume to replicate between the run's buckets; its ARN. */
    String createReplicationRole(Undo undo) {
        String name = names.role();
        undo.remember("role " + name, () -> admin.delete("/accounts/" + account + "/roles/" + name, Map.of()));
        admin.post(
                "/accounts",
                Map.of(
                        "id",
                        account,
                        "roles",
                        List.of(Map.of("name", name, "trust", TRUST_S3, "policies", List.of(replication())))));
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    private Map<String, Object> replication() {
        return policy(List.of(
                allowInBuckets(
                        "s3:GetReplicationConfiguration",
                        "s3:ListBucket",
                        "s3:GetObjectVersionForReplication",
                        "s3:GetObjectVersionTagging",
                        "s3:ReplicateObject",
                        "s3:ReplicateDelete",
                        "s3:ReplicateTags"),
                statement("Allow", List.of("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"), "*")));
    }

    /** A statement about the run's buckets and everything in them. */
    Map<String, Object> allowInBuckets(String... actions) {
        return statement("Allow", List.of(actions), names.anyBucket());
    }

    /** A policy statement. */
    static Map<String, Object> statement(String effect, List<String> actions, String resource) {
        return Map.of("Effect", effect, "Action", actions, "Resource", resource);
    }

    private static Map<String, Object> policy(List<Map<String, Object>> statements) {
        return Map.of("Version", "2012-10-17", "Statement", statements);
    }
}
