package dev.coffer.kms.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cost meter of the region: KMS calls really made, by whole hours of their event times.
 *
 * @param from the hour it is in counts; none: since ever
 * @param to exclusive; none: until now
 * @param groupBy of {@code operation}, {@code key}, {@code caller}, {@code bucket}, {@code account}, {@code region}, {@code hour}
 */
public record Usage(Optional<Instant> from, Optional<Instant> to, List<String> groupBy)
        implements KmsAdministration<Usage.Result> {
    /** Copies the collections. */
    public Usage {
        groupBy = List.copyOf(groupBy);
    }

    /**
     * The sums.
     *
     * @param keysUsd what the customer keys of the region cost in that time, pro rata
     */
    public record Result(List<Row> rows, Row total, BigDecimal keysUsd) {
        /** Copies the collections. */
        public Result {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One group.
     *
     * @param by the values grouped by
     * @param calls answered and billed: all but the throttled ones
     * @param failed those of {@code calls} that were refused
     * @param throttled calls over quota, not billed
     * @param usd list price of {@code calls} without the free tier
     */
    public record Row(Map<String, String> by, long calls, long failed, long throttled, BigDecimal usd) {
        /** Copies the collections. */
        public Row {
            by = Map.copyOf(by);
        }
    }
}
