package dev.coffer.conformance.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every version that is there has one event, by its id; every event is of such a version; of each key in its order. */
final class EventsCheck {
    private EventsCheck() {}

    /**
     * What is wrong; nothing if all is well.
     *
     * @param listed of every key, its latest version first
     * @param events of the bucket, as they stand in the log, which may repeat one
     */
    static List<String> violations(String bucket, Map<String, List<StoredVersion>> listed, List<StoredEvent> events) {
        List<String> violations = new ArrayList<>();
        Map<String, Map<String, Set<String>>> idsByKeyAndVersion = new LinkedHashMap<>();
        for (StoredEvent event : events) {
            idsByKeyAndVersion
                    .computeIfAbsent(event.key(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(event.versionId(), _ -> new LinkedHashSet<>())
                    .add(event.id());
        }
        listed.forEach((key, versions) -> {
            String name = bucket + "/" + key;
            Map<String, Set<String>> ids = idsByKeyAndVersion.getOrDefault(key, Map.of());
            List<String> expected =
                    versions.reversed().stream().map(StoredVersion::versionId).toList();
            for (String version : expected) {
                int count = ids.getOrDefault(version, Set.of()).size();
                if (count != 1) {
                    violations.add(name + " version " + version + " has " + count + " events");
                }
            }
            List<String> told = List.copyOf(ids.keySet());
            if (told.size() == expected.size()
                    && Set.copyOf(told).equals(Set.copyOf(expected))
                    && !told.equals(expected)) {
                violations.add(name + " has the versions " + expected + " and events in the order " + told);
            }
        });
        idsByKeyAndVersion.forEach((key, versions) -> {
            List<String> there = listed.getOrDefault(key, List.of()).stream()
                    .map(StoredVersion::versionId)
                    .toList();
            for (String version : versions.keySet()) {
                if (!there.contains(version)) {
                    violations.add(bucket + "/" + key + " has an event of version " + version + ", which is not there");
                }
            }
        });
        return violations;
    }
}
