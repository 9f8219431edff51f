package dev.coffer.conformance.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Of each key: every acknowledged version is there, identical, once, in the order of acknowledgements; every other one is
 * whole, and an attempt of unknown outcome accounts for it, one each.
 */
final class VersionsCheck {
    private final String bucket;
    private final List<String> violations = new ArrayList<>();

    private VersionsCheck(String bucket) {
        this.bucket = bucket;
    }

    /**
     * What is wrong; nothing if all is well.
     *
     * @param listed of every key, its latest version first
     */
    static List<String> violations(
            String bucket, Map<String, List<Change>> changes, Map<String, List<StoredVersion>> listed) {
        VersionsCheck check = new VersionsCheck(bucket);
        Set<String> keys = Stream.concat(changes.keySet().stream(), listed.keySet().stream())
                .collect(Collectors.toSet());
        for (String key : keys) {
            check.key(
                    key,
                    History.of(changes.getOrDefault(key, List.of())),
                    listed.getOrDefault(key, List.of()).reversed());
        }
        return check.violations;
    }

    private void key(String key, History history, List<StoredVersion> versions) {
        Map<String, Change> acknowledged = history.acknowledged().stream()
                .collect(
                        Collectors.toMap(c -> c.receipt().orElseThrow().versionId(), Function.identity(), (a, b) -> b));
        Set<String> seen = new HashSet<>();
        for (StoredVersion version : versions) {
            if (!seen.add(version.versionId())) {
                violation(key, version.versionId(), "is listed twice");
            }
            version.trouble().ifPresent(trouble -> violation(key, version.versionId(), trouble));
        }
        acknowledged.forEach((id, change) -> {
            if (!seen.contains(id)) {
                violation(key, id, "was acknowledged and is lost");
            }
        });
        identical(key, acknowledged, versions);
        ordered(key, acknowledged, versions);
        accountedFor(key, history, acknowledged, versions);
    }

    private void identical(String key, Map<String, Change> acknowledged, List<StoredVersion> versions) {
        for (StoredVersion version : versions) {
            Change change = acknowledged.get(version.versionId());
            if (change != null
                    && version.trouble().isEmpty()
                    && !change.content().equals(version.content())) {
                violation(
                        key,
                        version.versionId(),
                        "was acknowledged as " + change.content() + " and is " + version.content());
            }
        }
    }

    private void ordered(String key, Map<String, Change> acknowledged, List<StoredVersion> versions) {
        int last = Integer.MIN_VALUE;
        for (StoredVersion version : versions) {
            Change change = acknowledged.get(version.versionId());
            if (change != null) {
                if (change.number() < last) {
                    violation(key, version.versionId(), "is later than a version that was acknowledged after it");
                }
                last = Math.max(last, change.number());
            }
        }
    }

    /** Each version that nobody was told of is an attempt's of a change that cannot have begun after what follows it. */
    private void accountedFor(
            String key, History history, Map<String, Change> acknowledged, List<StoredVersion> versions) {
        Map<Change, Integer> left = new HashMap<>();
        history.changes().forEach(change -> left.put(change, change.unknown()));
        int ceiling = Integer.MAX_VALUE;
        for (StoredVersion version : versions.reversed()) {
            Change known = acknowledged.get(version.versionId());
            if (known != null) {
                ceiling = Math.min(ceiling, known.number());
                continue;
            }
            int limit = ceiling;
            Optional<Change> attempt = history.changes().stream()
                    .filter(change -> change.number() <= limit
                            && left.getOrDefault(change, 0) > 0
                            && change.content().equals(version.content()))
                    .findFirst();
            if (attempt.isPresent()) {
                left.merge(attempt.get(), -1, Integer::sum);
            } else {
                violation(key, version.versionId(), "is there, and no attempt accounts for it");
            }
        }
    }

    private void violation(String key, String version, String what) {
        violations.add(bucket + "/" + key + " version " + version + " " + what);
    }
}
