package dev.coffer.conformance.support;

import java.util.List;
import java.util.Map;

/** Policy documents in AWS's language. */
public final class Policies {
    /** Lets S3 assume a role. */
    public static final Map<String, Object> TRUST_S3 = document(List.of(Map.of(
            "Effect", "Allow",
            "Principal", Map.of("Service", "s3.amazonaws.com"),
            "Action", "sts:AssumeRole")));

    private Policies() {}

    /** Allows these actions on everything. */
    public static Map<String, Object> allow(String... actions) {
        return document(List.of(statement("Allow", actions)));
    }

    /** Allows everything but these actions. */
    public static Map<String, Object> allBut(String... denied) {
        return document(List.of(statement("Allow", "*"), statement("Deny", denied)));
    }

    /** What a replication role needs. */
    public static Map<String, Object> replication() {
        return allow("s3:*", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey");
    }

    /** One statement. */
    public static Map<String, Object> statement(String effect, String... actions) {
        return Map.of("Effect", effect, "Action", List.of(actions), "Resource", "*");
    }

    /** A document of statements. */
    public static Map<String, Object> document(List<Map<String, Object>> statements) {
        return Map.of("Version", "2012-10-17", "Statement", statements);
    }
}
