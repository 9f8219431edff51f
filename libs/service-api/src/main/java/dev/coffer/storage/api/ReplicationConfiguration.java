package dev.coffer.storage.api;

import java.util.List;

/** A bucket's replication configuration. {@code role} is an ARN. */
public record ReplicationConfiguration(String role, List<ReplicationRule> rules) {
    /** Copies the collections. */
    public ReplicationConfiguration {
        rules = List.copyOf(rules);
    }
}
