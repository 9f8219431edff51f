package dev.coffer.conformance.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every acknowledged use of a KMS key has one record, every change that was made has one, acknowledged or not, and no record
 * is there twice.
 */
final class TrailCheck {
    private TrailCheck() {}

    /** Of KMS calls by clients; {@code records} are all of the key that they used. */
    static List<String> ofCalls(List<KmsCall> calls, List<StoredRecord> records) {
        List<String> violations = doubled(records);
        Map<String, Long> count = count(records, StoredRecord::requestId);
        for (KmsCall call : calls) {
            long found = count.getOrDefault(call.requestId(), 0L);
            if (found != 1) {
                violations.add(call + " has " + found + " audit records");
            }
        }
        return violations;
    }

    /** Of objects with a data key of KMS each; {@code records} are all of the key that the bucket is encrypted under. */
    static List<String> ofObjects(List<Change> changes, List<StoredRecord> records) {
        List<String> violations = doubled(records);
        Map<String, Long> count = count(
                records.stream()
                        .filter(r -> r.isGranted() && r.eventName().equals("GenerateDataKey"))
                        .toList(),
                StoredRecord::s3RequestId);
        for (Change change : changes) {
            if (change.content().isEmpty() || change.receipt().isEmpty()) {
                continue;
            }
            String request = change.receipt().orElseThrow().dataKeyRequest();
            long found = count.getOrDefault(request, 0L);
            if (found != 1) {
                violations.add("request %s, version %s of %s/%s, has %d records of GenerateDataKey"
                        .formatted(
                                request,
                                change.receipt().orElseThrow().versionId(),
                                change.bucket(),
                                change.key(),
                                found));
            }
        }
        return violations;
    }

    /** Of the names that a key has; {@code records} are all of that key. */
    static List<String> ofNames(List<String> names, List<StoredRecord> records) {
        List<String> violations = new ArrayList<>();
        Map<String, Long> made = count(
                records.stream()
                        .filter(r -> r.isGranted() && r.eventName().equals("CreateAlias"))
                        .toList(),
                StoredRecord::aliasName);
        for (String name : names) {
            long found = made.getOrDefault(name, 0L);
            if (found != 1) {
                violations.add(name + " has " + found + " records of its making");
            }
        }
        made.keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> violations.add(name + " is not there, and has a record of its making"));
        return violations;
    }

    private static List<String> doubled(List<StoredRecord> records) {
        List<String> violations = new ArrayList<>();
        count(records, StoredRecord::eventId).forEach((id, times) -> {
            if (times > 1) {
                violations.add("audit record " + id + " is there " + times + " times");
            }
        });
        return violations;
    }

    private static Map<String, Long> count(List<StoredRecord> records, Function<StoredRecord, String> by) {
        return records.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }
}
