package dev.coffer.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.admin.AdminApi;
import java.util.List;
import java.util.Map;

/** Makes the second requester and the replication role through the admin API. */
final class Identities {
    private static final Map<String, Object> READER = policy(List.of(
            allow(List.of("s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"), "arn:aws:s3:::coffer-demo-*"),
            allow(List.of("kms:Decrypt"), "*")));
    private static final Map<String, Object> REPLICATION = policy(List.of(
            allow(
                    List.of(
                            "s3:GetReplicationConfiguration",
                            "s3:ListBucket",
                            "s3:GetObjectVersionForReplication",
                            "s3:GetObjectVersionTagging",
                            "s3:ReplicateObject",
                            "s3:ReplicateDelete",
                            "s3:ReplicateTags"),
                    "arn:aws:s3:::coffer-demo-*"),
            allow(List.of("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"), "*")));
    private static final Map<String, Object> TRUST_S3 = policy(List.of(Map.of(
            "Effect", "Allow",
            "Principal", Map.of("Service", "s3.amazonaws.com"),
            "Action", "sts:AssumeRole")));

    private final AdminApi admin;
    private final String account;

    Identities(AdminApi admin, String account) {
        this.admin = admin;
        this.account = account;
    }

    /** A user that may read the demo's buckets, and use the key for decrypting only; its access key. */
    Credentials createReader(String name, Undo undo) {
        undo.remember("user " + name, () -> admin.delete("/accounts/" + account + "/users/" + name, Map.of()));
        JsonNode made = admin.post(
                "/accounts",
                Map.of("id", account, "users", List.of(Map.of("name", name, "policies", List.of(READER)))));
        return made.path("keys")
                .valueStream()
                .filter(key -> name.equals(key.path("user").asText()))
                .map(key -> new Credentials(
                        key.path("accessKey").path("id").asText(),
                        key.path("accessKey").path("secret").asText()))
                .findFirst()
                .orElseThrow(() -> new CommandFailed("the admin API returned no key for user " + name));
    }

    /** A role that S3 may assume to replicate between the demo's buckets; its ARN. */
    String createReplicationRole(String name, Undo undo) {
        undo.remember("role " + name, () -> admin.delete("/accounts/" + account + "/roles/" + name, Map.of()));
        admin.post(
                "/accounts",
                Map.of(
                        "id",
                        account,
                        "roles",
                        List.of(Map.of("name", name, "trust", TRUST_S3, "policies", List.of(REPLICATION)))));
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    private static Map<String, Object> policy(List<Map<String, Object>> statements) {
        return Map.of("Version", "2012-10-17", "Statement", statements);
    }

    /** Buckets and everything in them, or whatever {@code resource} says. */
    private static Map<String, Object> allow(List<String> actions, String resource) {
        return Map.of("Effect", "Allow", "Action", actions, "Resource", resource);
    }
}
