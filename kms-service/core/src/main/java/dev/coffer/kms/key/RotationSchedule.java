package dev.coffer.kms.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a key gets new material by itself.
 *
 * @param periodDays between two rotations
 * @param next when the next one is due; none while rotation is off
 */
public record RotationSchedule(int periodDays, Optional<Instant> next) {
    /** AWS's usual period. */
    public static final int USUAL_DAYS = 365;

    /** No rotation. */
    public static final RotationSchedule OFF = new RotationSchedule(USUAL_DAYS, Optional.empty());

    /** Every {@code periodDays} days from {@code start} on. */
    public static RotationSchedule every(int periodDays, Instant start) {
        return new RotationSchedule(periodDays, Optional.of(start.plus(Duration.ofDays(periodDays))));
    }

    /** Whether rotation is on. */
    public boolean enabled() {
        return next.isPresent();
    }

    /** Whether a rotation should have happened. */
    public boolean isDue(Instant now) {
        return next.isPresent() && !next.get().isAfter(now);
    }

    /**
     * The schedule after a rotation at {@code now}: the first due date in the future; those that were missed while
     * nobody was there are not made up for.
     */
    public RotationSchedule after(Instant now) {
        return next.map(due -> {
                    Duration period = Duration.ofDays(periodDays);
                    long missed = Duration.between(due, now).dividedBy(period) + 1;
                    return new RotationSchedule(periodDays, Optional.of(due.plus(period.multipliedBy(missed))));
                })
                .orElse(this);
    }
}
