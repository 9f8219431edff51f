package dev.coffer.conformance.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A token bucket that holds one second's quota admits at most {@code (n + 1) * quota} calls in any n seconds. Records tell
 * whole seconds, and a call may be admitted before a pause and recorded after it, so that one call may be in the wrong second
 * for each caller that has one under way.
 */
final class QuotaCheck {
    private QuotaCheck() {}

    /** What is wrong; nothing if all is well. */
    static List<String> violations(String region, List<StoredRecord> records, int perSecond, int callers) {
        TreeMap<Long, Long> admitted = records.stream()
                .filter(StoredRecord::isGranted)
                .filter(r -> List.of("GenerateDataKey", "Decrypt").contains(r.eventName()))
                .collect(Collectors.groupingBy(r -> r.time().getEpochSecond(), TreeMap::new, Collectors.counting()));
        List<String> violations = new ArrayList<>();
        for (long begin : admitted.keySet()) {
            long sum = 0;
            for (Map.Entry<Long, Long> second : admitted.tailMap(begin).entrySet()) {
                sum += second.getValue();
                long seconds = second.getKey() - begin + 1;
                if (sum > (seconds + 1) * perSecond + callers) {
                    violations.add("%d calls admitted in %s within %d s from %d, over a quota of %d/s"
                            .formatted(sum, region, seconds, begin, perSecond));
                    break;
                }
            }
        }
        return violations;
    }
}
