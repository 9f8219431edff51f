package dev.coffer.platform.kafka;

import dev.coffer.platform.config.ServedRegions;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the topics of the regions that this process serves, before any channel subscribes: a consumer by pattern then
 * finds them at its first look. Where somebody else makes them ({@code coffer.kafka.topics.create} is false), since this
 * process may not, it looks at those that it may use.
 */
@ApplicationScoped
public class TopicsBean {
    private static final Logger LOG = Logger.getLogger(TopicsBean.class);

    private final KafkaConnection connection;
    private final TopicPlan plan;
    private final boolean creates;

    TopicsBean(
            ServedRegions regions,
            KafkaConnection connection,
            @ConfigProperty(name = "coffer.kafka.partitions", defaultValue = "4") int partitions,
            @ConfigProperty(name = "coffer.kafka.replicas", defaultValue = "1") short replicas,
            @ConfigProperty(name = "coffer.kafka.topics.create", defaultValue = "true") boolean creates,
            @ConfigProperty(name = "coffer.kafka.topics.timeout-seconds", defaultValue = "60") long timeoutSeconds) {
        this.connection = connection;
        this.plan = new TopicPlan(regions.all(), partitions, replicas, Duration.ofSeconds(timeoutSeconds));
        this.creates = creates;
    }

    void start(@Observes @Priority(5) StartupEvent event) {
        try (Admin admin = Admin.create(connection.settings(
                Map.of("reconnect.backoff.ms", "50", "reconnect.backoff.max.ms", "200", "retry.backoff.ms", "50")))) {
            if (creates) {
                LOG.debugf("%d topics made", plan.create(admin));
            } else {
                plan.verify(admin);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka at " + connection.bootstrapServers() + " does not take topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topics", e);
        }
    }
}
