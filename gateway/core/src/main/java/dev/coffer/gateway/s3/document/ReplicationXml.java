package dev.coffer.gateway.s3.document;

import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.ReplicationRule;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code <ReplicationConfiguration>} in the schema that each rule was put in. */
public final class ReplicationXml {

    private ReplicationXml() {}

    public static byte[] write(ReplicationConfiguration configuration) {
        XmlWriter xml = XmlWriter.s3("ReplicationConfiguration").element("Role", configuration.role());
        configuration.rules().forEach(rule -> xml.nested("Rule", r -> rule(r, rule)));
        return xml.toBytes();
    }

    private static void rule(XmlWriter xml, ReplicationRule rule) {
        xml.element("ID", rule.id());
        rule.priority().ifPresent(p -> xml.element("Priority", p));
        if (rule.v1()) {
            xml.element("Prefix", rule.prefix());
        } else {
            xml.nested("Filter", f -> filter(f, rule));
        }
        xml.element("Status", status(rule.enabled()));
        if (rule.sseKmsEncryptedObjects() || rule.replicaModifications()) {
            xml.nested("SourceSelectionCriteria", c -> {
                if (rule.sseKmsEncryptedObjects()) {
                    c.nested("SseKmsEncryptedObjects", s -> s.element("Status", "Enabled"));
                }
                if (rule.replicaModifications()) {
                    c.nested("ReplicaModifications", s -> s.element("Status", "Enabled"));
                }
            });
        }
        rule.existingObjectReplication()
                .ifPresent(e -> xml.nested("ExistingObjectReplication", s -> s.element("Status", status(e))));
        rule.deleteMarkerReplication()
                .ifPresent(d -> xml.nested("DeleteMarkerReplication", s -> s.element("Status", status(d))));
        xml.nested("Destination", d -> destination(d, rule.destination()));
    }

    private static void filter(XmlWriter xml, ReplicationRule rule) {
        if (rule.filterUsesAnd()) {
            xml.nested("And", and -> {
                and.element("Prefix", rule.prefix());
                tags(and, rule.tags());
            });
        } else {
            xml.element("Prefix", rule.prefix());
            tags(xml, rule.tags());
        }
    }

    private static void tags(XmlWriter xml, Map<String, String> tags) {
        new TreeMap<>(tags)
                .forEach((key, value) ->
                        xml.nested("Tag", t -> t.element("Key", key).element("Value", value)));
    }

    private static void destination(XmlWriter xml, ReplicationRule.Destination destination) {
        xml.element("Bucket", destination.bucketArn())
                .element("Account", destination.account())
                .element("StorageClass", destination.storageClass());
        if (destination.ownerOverride()) {
            xml.nested("AccessControlTranslation", t -> t.element("Owner", "Destination"));
        }
        destination
                .replicaKmsKeyId()
                .ifPresent(key -> xml.nested("EncryptionConfiguration", e -> e.element("ReplicaKmsKeyID", key)));
        destination
                .replicationTimeMinutes()
                .ifPresent(minutes -> xml.nested(
                        "ReplicationTime",
                        t -> t.element("Status", "Enabled").nested("Time", m -> m.element("Minutes", minutes))));
        if (destination.metrics()) {
            xml.nested("Metrics", m -> {
                m.element("Status", "Enabled");
                destination
                        .metricsThresholdMinutes()
                        .ifPresent(minutes -> m.nested("EventThreshold", t -> t.element("Minutes", minutes)));
            });
        }
    }

    private static String status(boolean enabled) {
        return enabled ? "Enabled" : "Disabled";
    }
}
