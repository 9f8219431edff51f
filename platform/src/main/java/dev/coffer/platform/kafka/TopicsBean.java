package dev.coffer.platform.kafka;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.platform.config.ServedRegions;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the topics of the regions that this process serves, before any channel subscribes: a consumer by pattern then
 * finds them at its first look.
 */
@ApplicationScoped
public class TopicsBean {
    private static final Logger LOG = Logger.getLogger(TopicsBean.class);

    private final ServedRegions regions;
    private final KafkaConnection connection;
    private final int partitions;
    private final short replicas;
    private final long timeoutSeconds;

    TopicsBean(
            ServedRegions regions,
            KafkaConnection connection,
            @ConfigProperty(name = "coffer.kafka.partitions", defaultValue = "4") int partitions,
            @ConfigProperty(name = "coffer.kafka.replicas", defaultValue = "1") short replicas,
            @ConfigProperty(name = "coffer.kafka.topics.timeout-seconds", defaultValue = "60") long timeoutSeconds) {
        this.regions = regions;
        this.connection = connection;
        this.partitions = partitions;
        this.replicas = replicas;
        this.timeoutSeconds = timeoutSeconds;
    }

    void start(@Observes @Priority(5) StartupEvent event) {
        create();
    }

    private void create() {
        List<String> wanted =
                regions.all().stream().flatMap(TopicsBean::topicsOf).toList();
        try (Admin admin = Admin.create(connection.settings(
                Map.of("reconnect.backoff.ms", "50", "reconnect.backoff.max.ms", "200", "retry.backoff.ms", "50")))) {
            Set<String> there = admin.listTopics().names().get(timeoutSeconds, TimeUnit.SECONDS);
            List<NewTopic> missing = wanted.stream()
                    .filter(name -> !there.contains(name))
                    .map(name -> new NewTopic(name, name.endsWith(".dlq") ? 1 : partitions, replicas))
                    .toList();
            for (Map.Entry<String, KafkaFuture<Void>> made :
                    admin.createTopics(missing).values().entrySet()) {
                awaitCreated(made.getKey(), made.getValue());
            }
            LOG.debugf("%d topics made, %d were there", missing.size(), wanted.size() - missing.size());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka at " + connection.bootstrapServers() + " does not take topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topics", e);
        }
    }

    private void awaitCreated(String topic, KafkaFuture<Void> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            future.get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // another instance was faster
                throw e;
            }
            LOG.debugf("topic %s was made by another instance", topic);
        }
    }

    private static Stream<String> topicsOf(Region region) {
        return Stream.of(
                        Topics.objectEvents(region),
                        Topics.kmsAudit(region),
                        Topics.s3Audit(region),
                        Topics.replicationStatus(region))
                .flatMap(topic -> Stream.of(topic, Topics.deadLetters(topic)));
    }
}
