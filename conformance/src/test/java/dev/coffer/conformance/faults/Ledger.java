package dev.coffer.conformance.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Everything that clients were told, and what they were not told. */
final class Ledger {
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final Queue<KmsCall> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

    void add(Change change) {
        changes.add(change);
    }

    void add(KmsCall call) {
        calls.add(call);
    }

    void add(Failure failure) {
        failures.add(failure);
    }

    /** The changes of a bucket by key, each key's in the order of its owner. */
    Map<String, List<Change>> changes(String bucket) {
        return changes.stream()
                .filter(change -> change.bucket().equals(bucket))
                .collect(Collectors.groupingBy(Change::key));
    }

    /** In the order of a key's owner. */
    List<Change> changes(String bucket, String key) {
        return changes(bucket).getOrDefault(key, List.of());
    }

    List<KmsCall> calls(String region) {
        return calls.stream().filter(call -> call.region().equals(region)).toList();
    }

    List<Failure> failures() {
        return new ArrayList<>(failures);
    }

    /** How many changes of a bucket have been acknowledged. */
    long acknowledged(String bucket) {
        return changes.stream()
                .filter(change ->
                        change.bucket().equals(bucket) && change.receipt().isPresent())
                .count();
    }

    /** In figures. */
    String summary() {
        Map<Failure.Kind, Long> kinds = failures.stream()
                .collect(Collectors.groupingBy(
                        Failure::kind, () -> new EnumMap<>(Failure.Kind.class), Collectors.counting()));
        long acknowledged =
                changes.stream().filter(change -> change.receipt().isPresent()).count();
        return "%d of %d changes and %d KMS calls acknowledged, %d attempts of unknown outcome, %d failures beyond retries"
                .formatted(
                        acknowledged,
                        changes.size(),
                        calls.size(),
                        changes.stream().mapToInt(Change::unknown).sum(),
                        kinds.getOrDefault(Failure.Kind.TRANSIENT, 0L));
    }
}
