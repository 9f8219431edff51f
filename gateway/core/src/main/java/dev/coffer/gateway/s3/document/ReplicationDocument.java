package dev.coffer.gateway.s3.document;

import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.xml.XmlElement;
import dev.coffer.aws.xml.XmlReader;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.ReplicationRule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code <ReplicationConfiguration>}, schema V2 (with {@code Filter}) and V1 (with {@code Prefix} in the rule). Only
 * what the document itself tells is checked here. Source: "Replication configuration file elements".
 */
public final class ReplicationDocument {
    private static final int MAX_RULES = 1000;
    private static final int MAX_ID = 255;

    private ReplicationDocument() {}

    public static ReplicationConfiguration read(byte[] document) {
        XmlElement root = XmlReader.read(document, "ReplicationConfiguration");
        List<XmlElement> elements = root.all("Rule");
        if (elements.isEmpty() || elements.size() > MAX_RULES) {
            throw Xml.malformed();
        }
        List<ReplicationRule> rules =
                elements.stream().map(ReplicationDocument::rule).toList();
        Set<String> ids = new HashSet<>();
        for (ReplicationRule rule : rules) {
            rule.id().filter(id -> !ids.add(id)).ifPresent(id -> {
                throw S3Error.INVALID_ARGUMENT.because("Rule ID must be unique. Found same ID for more than one rule");
            });
        }
        if (rules.stream().map(ReplicationRule::v1).distinct().count() > 1) {
            throw Xml.malformed();
        }
        return new ReplicationConfiguration(Xml.required(root, "Role"), rules);
    }

    private static ReplicationRule rule(XmlElement rule) {
        Optional<XmlElement> filter = rule.child("Filter");
        boolean v1 = filter.isEmpty();
        if (v1 && rule.child("Prefix").isEmpty()) {
            throw Xml.malformed();
        }
        Optional<XmlElement> and = filter.flatMap(f -> f.child("And"));
        Optional<XmlElement> tagged = and.or(() -> filter);
        Optional<Integer> priority = Xml.number(rule, "Priority");
        Optional<Boolean> deleteMarkers = Xml.status(rule, "DeleteMarkerReplication");
        if (!v1) {
            checkSecondSchema(priority, deleteMarkers);
        }
        Optional<XmlElement> criteria = rule.child("SourceSelectionCriteria");
        boolean kms =
                criteria.flatMap(c -> Xml.status(c, "SseKmsEncryptedObjects")).orElse(false);
        ReplicationRule.Destination destination =
                destination(rule.child("Destination").orElseThrow(Xml::malformed));
        checkKmsPair(kms, destination);
        Map<String, String> tags =
                tagged.map(TaggingDocument::tags).map(HashMap::new).orElseGet(HashMap::new);
        return new ReplicationRule(
                Xml.optional(rule, "ID").map(ReplicationDocument::id),
                Xml.enabled(Xml.required(rule, "Status")),
                priority,
                v1,
                v1 ? rule.text("Prefix") : tagged.flatMap(t -> t.text("Prefix")),
                tags,
                and.isPresent(),
                deleteMarkers,
                kms,
                criteria.flatMap(c -> Xml.status(c, "ReplicaModifications")).orElse(false),
                Xml.status(rule, "ExistingObjectReplication"),
                destination);
    }

    private static ReplicationRule.Destination destination(XmlElement destination) {
        Optional<XmlElement> time =
                destination.child("ReplicationTime").filter(t -> Xml.enabled(Xml.required(t, "Status")));
        Optional<XmlElement> metrics = destination.child("Metrics").filter(m -> Xml.enabled(Xml.required(m, "Status")));
        boolean override = destination
                .child("AccessControlTranslation")
                .map(t -> Xml.required(t, "Owner").equals("Destination"))
                .orElse(false);
        Optional<String> account = Xml.optional(destination, "Account");
        if (override && account.isEmpty()) {
            throw S3Error.INVALID_REQUEST.because("Account must be specified with AccessControlTranslation");
        }
        return new ReplicationRule.Destination(
                Xml.required(destination, "Bucket"),
                Xml.optional(destination, "StorageClass"),
                destination.child("EncryptionConfiguration").map(e -> Xml.required(e, "ReplicaKmsKeyID")),
                account,
                override,
                time.map(t -> minutes(t, "Time")),
                metrics.isPresent(),
                metrics.flatMap(m -> m.child("EventThreshold")).map(t -> minutes(t)));
    }

    private static int minutes(XmlElement parent, String child) {
        return minutes(parent.child(child).orElseThrow(Xml::malformed));
    }

    private static int minutes(XmlElement value) {
        int minutes = Xml.number(value, "Minutes").orElseThrow(Xml::malformed);
        if (minutes != 15) {
            throw S3Error.INVALID_REQUEST.because("Replication time and event threshold must be 15 minutes");
        }
        return minutes;
    }

    private static String id(String id) {
        if (id.length() > MAX_ID) {
            throw S3Error.INVALID_ARGUMENT.because("ID length should not exceed allowed limit of 255");
        }
        return id;
    }

    private static void checkSecondSchema(Optional<Integer> priority, Optional<Boolean> deleteMarkers) {
        if (priority.isEmpty()) {
            throw S3Error.INVALID_REQUEST.because("Priority must be specified for this version of Cross Region"
                    + " Replication configuration schema. Please refer to S3 Developer Guide for more information.");
        }
        if (deleteMarkers.isEmpty()) {
            throw S3Error.INVALID_REQUEST.because("DeleteMarkerReplication must be specified for this version of Cross"
                    + " Region Replication configuration schema. Please refer to S3 Developer Guide for more"
                    + " information.");
        }
    }

    private static void checkKmsPair(boolean kms, ReplicationRule.Destination destination) {
        if (kms && destination.replicaKmsKeyId().isEmpty()) {
            throw S3Error.INVALID_REQUEST.because(
                    "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.");
        }
        if (!kms && destination.replicaKmsKeyId().isPresent()) {
            throw S3Error.INVALID_REQUEST.because(
                    "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.");
        }
    }
}
