package dev.coffer.storage.replication;

import dev.coffer.storage.api.ReplicationRule;
import java.util.Map;
import java.util.Optional;

/** Rules for tests. */
final class Rules {
    private final String id;
    private final String destination;
    private boolean enabled = true;
    private Optional<Integer> priority = Optional.of(0);
    private boolean v1;
    private Optional<String> prefix = Optional.empty();
    private Map<String, String> tags = Map.of();
    private Optional<Boolean> markers = Optional.of(false);
    private Optional<String> kmsKey = Optional.empty();
    private boolean selectsKms;
    private boolean metrics;

    private Rules(String id, String destination) {
        this.id = id;
        this.destination = destination;
    }

    static Rules rule(String id, String destination) {
        return new Rules(id, destination);
    }

    Rules disabled() {
        enabled = false;
        return this;
    }

    Rules priority(int value) {
        priority = Optional.of(value);
        return this;
    }

    Rules v1() {
        v1 = true;
        priority = Optional.empty();
        markers = Optional.empty();
        return this;
    }

    Rules prefix(String value) {
        prefix = Optional.of(value);
        return this;
    }

    Rules tags(Map<String, String> value) {
        tags = value;
        return this;
    }

    Rules markers(boolean value) {
        markers = Optional.of(value);
        return this;
    }

    Rules kms(String key) {
        kmsKey = Optional.of(key);
        selectsKms = true;
        return this;
    }

    Rules replicaKeyOnly(String key) {
        kmsKey = Optional.of(key);
        return this;
    }

    Rules kmsWithoutKey() {
        selectsKms = true;
        return this;
    }

    Rules metrics() {
        metrics = true;
        return this;
    }

    ReplicationRule build() {
        return new ReplicationRule(
                Optional.of(id),
                enabled,
                priority,
                v1,
                prefix,
                tags,
                false,
                markers,
                selectsKms,
                false,
                Optional.empty(),
                new ReplicationRule.Destination(
                        destination.startsWith("arn:") ? destination : "arn:aws:s3:::" + destination,
                        Optional.empty(),
                        kmsKey,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        metrics,
                        Optional.empty()));
    }
}
