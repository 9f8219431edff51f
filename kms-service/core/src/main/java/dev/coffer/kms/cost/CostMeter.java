package dev.coffer.kms.cost;

import dev.coffer.aws.Region;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.Usage;
import dev.coffer.kms.cost.CostRows.Sums;
import dev.coffer.kms.key.KeyManager;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KeyState;
import dev.coffer.kms.key.KmsKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What KMS would have cost at list price. Calls over quota are counted, not billed. */
public final class CostMeter {
    private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
    private static final int CHARGED_ROTATIONS = 2;

    private final CostRows rows;
    private final KeyRings rings;
    private final Prices prices;
    private final InstantSource clock;

    /** The meter over {@code rows}. */
    public CostMeter(CostRows rows, KeyRings rings, Prices prices, InstantSource clock) {
        this.rows = rows;
        this.rings = rings;
        this.prices = prices;
        this.clock = clock;
    }

    /** {@code Usage}. */
    public Usage.Result usage(Usage op, Region region) {
        op.groupBy().stream()
                .filter(name -> !CostRows.isColumn(name))
                .findFirst()
                .ifPresent(name -> {
                    throw KmsError.VALIDATION.because(
                            "groupBy knows operation, key, caller, bucket, account, region and hour," + " not " + name);
                });
        Instant from = op.from().map(time -> time.truncatedTo(ChronoUnit.HOURS)).orElse(EVER);
        Instant to = op.to().orElse(NEVER);
        List<String> groupBy = op.groupBy().stream().distinct().toList();
        List<Usage.Row> groups =
                rows.sums(region, from, to, groupBy).stream().map(this::row).toList();
        Usage.Row total = new Usage.Row(
                Map.of(),
                groups.stream().mapToLong(Usage.Row::calls).sum(),
                groups.stream().mapToLong(Usage.Row::failed).sum(),
                groups.stream().mapToLong(Usage.Row::throttled).sum(),
                prices.requests(groups.stream().mapToLong(Usage.Row::calls).sum()));
        return new Usage.Result(groupBy.isEmpty() ? List.of() : groups, total, keys(region, from, to));
    }

    private Usage.Row row(Sums sums) {
        long calls = sums.answered() + sums.failed();
        return new Usage.Row(sums.by(), calls, sums.failed(), sums.throttled(), prices.requests(calls));
    }

    private BigDecimal keys(Region region, Instant from, Instant to) {
        Instant now = clock.instant();
        Instant end = to.isBefore(now) ? to : now;
        return rings.of(region).all().stream()
                .filter(key -> key.manager() == KeyManager.CUSTOMER)
                .filter(key -> !(key.state() instanceof KeyState.PendingDeletion))
                .map(key -> key(key, from, end))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A key is charged from its creation, and once more from each of its first rotations on. */
    private BigDecimal key(KmsKey key, Instant from, Instant end) {
        return key.materials().stream()
                .limit(1 + CHARGED_ROTATIONS)
                .map(material -> material.createdAt().isAfter(from) ? material.createdAt() : from)
                .filter(start -> start.isBefore(end))
                .map(start -> prices.key(Duration.between(start, end)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
