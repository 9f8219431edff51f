package dev.coffer.kms.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * AWS's list prices in USD, without the free tier. Source: "AWS Key Management Service pricing".
 *
 * @param per10000Requests of symmetric keys
 * @param keyMonth of a customer's key; the first two rotations add as much each
 */
public record Prices(BigDecimal per10000Requests, BigDecimal keyMonth) {
    private static final BigDecimal REQUESTS = BigDecimal.valueOf(10_000);
    private static final BigDecimal MONTH_SECONDS =
            BigDecimal.valueOf(Duration.ofHours(730).toSeconds());
    private static final int SCALE = 8;

    /** What so many requests cost. */
    public BigDecimal requests(long calls) {
        return per10000Requests.multiply(BigDecimal.valueOf(calls)).divide(REQUESTS, SCALE, RoundingMode.HALF_UP);
    }

    /** What one key costs for a time. */
    public BigDecimal key(Duration time) {
        return keyMonth.multiply(BigDecimal.valueOf(time.toSeconds()))
                .divide(MONTH_SECONDS, SCALE, RoundingMode.HALF_UP);
    }
}
