package dev.coffer.platform.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The time by which key lifetimes, deletion windows and bucket-key ages are counted. With {@code coffer.clock.simulated}
 * it can be moved forward and back; signatures, tokens and latencies use {@link #real()}. The offset is kept in the data
 * folder, so that a restart does not turn time back.
 */
@ApplicationScoped
public class CofferClock implements InstantSource {
    private final boolean simulated;
    private final Path file;
    private volatile Duration offset;

    CofferClock(
            @ConfigProperty(name = "coffer.clock.simulated", defaultValue = "false") boolean simulated,
            @ConfigProperty(name = "coffer.data") Path data) {
        this.simulated = simulated;
        this.file = data.resolve("clock-offset-seconds");
        this.offset = simulated ? read(file) : Duration.ZERO;
    }

    /** Now, in microseconds: what PostgreSQL keeps. */
    @Override
    public Instant instant() {
        return now();
    }

    /** Now, in microseconds: what PostgreSQL keeps. */
    public Instant now() {
        return real().plus(offset);
    }

    /** The real time, which no simulation moves. */
    public Instant real() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether the clock may be moved. */
    public boolean isSimulated() {
        return simulated;
    }

    /** How far the clock is ahead of real time. */
    public Duration offset() {
        return offset;
    }

    /** @throws IllegalStateException if the clock is not simulated */
    public void setOffset(Duration newOffset) {
        if (!simulated) {
            throw new IllegalStateException("the clock is real; start with --simulated-clock to move it");
        }
        try {
            Path fresh = Files.createTempFile(file.getParent(), "clock", "");
            Files.writeString(fresh, Long.toString(newOffset.toSeconds()));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        offset = newOffset;
    }

    private static Duration read(Path file) {
        try {
            return Files.exists(file)
                    ? Duration.ofSeconds(Long.parseLong(Files.readString(file).strip()))
                    : Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
