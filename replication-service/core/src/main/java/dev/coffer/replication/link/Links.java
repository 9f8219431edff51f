package dev.coffer.replication.link;

import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.sql.Database;
import dev.coffer.replication.api.LinkState;
import dev.coffer.replication.api.ListLinks;
import dev.coffer.replication.api.SetLink;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The links as the admin API sets them. An instance that did not take the change itself sees it at its next look at the
 * rows, well within a second.
 */
@ApplicationScoped
public class Links {
    private static final Logger LOG = Logger.getLogger(Links.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int LONGEST_LATENCY_MS = 60_000;

    private final LinkRows rows;
    private final ServedRegions regions;
    private final RegionLinks links = new RegionLinks(LinkClock.SYSTEM, randomOfEachThread());
    private volatile Runnable changed = () -> {};
    private final Thread watcher = Thread.ofVirtual().name("replication-links").unstarted(this::watch);

    Links(Database database, ServedRegions regions) {
        this.rows = new LinkRows(database);
        this.regions = regions;
    }

    void load(@Observes @Priority(20) StartupEvent event) {
        links.become(rows.all());
        watcher.start();
    }

    void stop(@Observes ShutdownEvent event) {
        watcher.interrupt();
    }

    /** The links in force. */
    public RegionLinks inForce() {
        return links;
    }

    /** Calls {@code listener} whenever a link became another. */
    public void whenChanged(Runnable listener) {
        changed = listener;
    }

    /** @throws dev.coffer.aws.error.AwsException {@code InvalidArgument} */
    public void set(SetLink request) {
        check(request);
        rows.put(new LinkEnds(request.from(), request.to()), request.state());
        refresh();
    }

    /** Every link that is not healthy. */
    public ListLinks.Result list() {
        return new ListLinks.Result(rows.all().entrySet().stream()
                .map(e -> new ListLinks.Link(e.getKey().from(), e.getKey().to(), e.getValue()))
                .sorted(Comparator.comparing(ListLinks.Link::from).thenComparing(ListLinks.Link::to))
                .toList());
    }

    private void check(SetLink request) {
        LinkState state = request.state();
        if (!regions.serves(request.from()) || !regions.serves(request.to())) {
            throw S3Error.INVALID_ARGUMENT.because("this deployment has no such region");
        }
        if (request.from().equals(request.to())) {
            throw S3Error.INVALID_ARGUMENT.because("a link joins two regions");
        }
        if (state.latencyMs() < 0 || state.latencyMs() > LONGEST_LATENCY_MS) {
            throw S3Error.INVALID_ARGUMENT.because("latencyMs is 0 to " + LONGEST_LATENCY_MS);
        }
        if (!(state.lossPercent() >= 0 && state.lossPercent() <= 100)) {
            throw S3Error.INVALID_ARGUMENT.because("lossPercent is 0 to 100");
        }
        if (state.bytesPerSecond() < 0) {
            throw S3Error.INVALID_ARGUMENT.because("bytesPerSecond is not negative; 0 is unlimited");
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
        }
    }

    private void refresh() {
        if (links.become(rows.all())) {
            changed.run();
        }
    }

    private void look() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.warnf("the links cannot be read now: %s", e.getMessage());
        }
    }

    private static RandomGenerator randomOfEachThread() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
