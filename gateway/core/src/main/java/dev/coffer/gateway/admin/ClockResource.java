package dev.coffer.gateway.admin;

import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.identity.IdentityErrors;
import dev.coffer.platform.time.CofferClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The clock of lifetimes; it moves only when the deployment was started with a simulated one. */
@ApplicationScoped
class ClockResource implements AdminResource {
    private static final long MAX_OFFSET_SECONDS = Duration.ofDays(36_525).toSeconds();

    private final CofferClock clock;

    ClockResource(CofferClock clock) {
        this.clock = clock;
    }

    private record Clock(boolean simulated, long offsetSeconds, Instant now) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/clock", "GetClock", Set.of(), call -> look()), Route.put("/clock", "SetClock", this::set));
    }

    private Object set(AdminCall call) {
        long offset = call.fields()
                .only("a clock", Set.of("offsetSeconds"))
                .number("offsetSeconds", -MAX_OFFSET_SECONDS, MAX_OFFSET_SECONDS)
                .orElseThrow(() -> IdentityErrors.invalid("Missing: offsetSeconds."));
        if (!clock.isSimulated()) {
            throw new AwsException("ClockIsReal", 409, "The clock is real; start with --simulated-clock to move it.");
        }
        clock.setOffset(Duration.ofSeconds(offset));
        return look();
    }

    private Clock look() {
        return new Clock(clock.isSimulated(), clock.offset().toSeconds(), clock.now());
    }
}
