package dev.coffer.conformance.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A replica has the same versions with the same ids and contents in the same order, and the source says so. */
final class ReplicasCheck {
    private static final String COMPLETED = "COMPLETED";

    private ReplicasCheck() {}

    /** What is wrong; nothing if all is well. Both sides: of every key, its latest version first. */
    static List<String> violations(
            String bucket, Map<String, List<StoredVersion>> source, Map<String, List<StoredVersion>> replica) {
        List<String> violations = new ArrayList<>();
        Set<String> keys = Stream.concat(source.keySet().stream(), replica.keySet().stream())
                .collect(Collectors.toSet());
        for (String key : keys) {
            List<StoredVersion> originals = source.getOrDefault(key, List.of());
            List<Copy> expected = copies(originals);
            List<Copy> found = copies(replica.getOrDefault(key, List.of()));
            if (!expected.equals(found)) {
                violations.add(bucket + "/" + key + " has diverged from its replica: " + difference(expected, found));
            }
            originals.stream()
                    .filter(version ->
                            !version.deleteMarker() && !version.replication().equals(COMPLETED))
                    .forEach(version -> violations.add("%s/%s version %s has the replication status '%s'"
                            .formatted(bucket, key, version.versionId(), version.replication())));
        }
        return violations;
    }

    private record Copy(String versionId, boolean deleteMarker, String content) {}

    private static List<Copy> copies(List<StoredVersion> versions) {
        return versions.stream()
                .map(v -> new Copy(
                        v.versionId(),
                        v.deleteMarker(),
                        v.content().map(Content::toString).orElse("")))
                .toList();
    }

    private static String difference(List<Copy> expected, List<Copy> found) {
        List<Copy> missing = expected.stream().filter(c -> !found.contains(c)).toList();
        List<Copy> more = found.stream().filter(c -> !expected.contains(c)).toList();
        return missing.isEmpty() && more.isEmpty() ? "another order" : "it lacks " + missing + " and has " + more;
    }
}
