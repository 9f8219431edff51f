package dev.coffer.cli.demo;

import dev.coffer.cli.demo.Meter.BucketCost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.stream.Stream;

/** The cost meters of both regions, for the demo's buckets. */
final class Meters {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final Meter here;
    private final Meter there;
    private final Names names;

    Meters(Stage stage, Names names) {
        this.here = new Meter(stage.admin(), stage.source());
        this.there = new Meter(stage.admin(), stage.destination());
        this.names = names;
    }

    /** Waits until the meters have counted {@code calls}; gives up silently, as the report shows both numbers. */
    void await(long calls, Duration patience, Workers workers) {
        Waiting.atMost(patience, workers, () -> calls() >= calls);
    }

    /** All calls on the demo's buckets. */
    long calls() {
        return Stream.of(Variant.values())
                .mapToLong(v -> source(v).all().calls() + replica(v).all().calls())
                .sum();
    }

    /** USD per million objects that writer and reader caused. */
    BigDecimal requesters(Variant variant, long objects) {
        return perMillion(source(variant).byRequesters().usd(), objects);
    }

    /** The same with what replication caused in both regions. */
    BigDecimal everybody(Variant variant, long objects) {
        return perMillion(source(variant).all().usd().add(replica(variant).all().usd()), objects);
    }

    private static BigDecimal perMillion(BigDecimal usd, long objects) {
        return usd.multiply(MILLION).divide(BigDecimal.valueOf(objects), MathContext.DECIMAL64);
    }

    private BucketCost source(Variant variant) {
        return here.of(names.source(variant), names.role());
    }

    private BucketCost replica(Variant variant) {
        return there.of(names.replica(variant), names.role());
    }
}
