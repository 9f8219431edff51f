package dev.coffer.platform.kafka;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of some regions as they must be.
 *
 * @param regions whose topics
 * @param partitions of each topic, but for one of dead letters, which has one
 * @param replicas at least so many of each partition
 * @param timeout of each exchange with Kafka
 */
public record TopicPlan(Collection<Region> regions, int partitions, short replicas, Duration timeout) {
    /** Immutable. */
    public TopicPlan {
        regions = List.copyOf(regions);
    }

    /**
     * Makes those that are not there.
     *
     * @return how many it has made
     */
    public int create(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> there = visible(admin);
        List<NewTopic> missing = names().stream()
                .filter(name -> !there.contains(name))
                .map(name -> new NewTopic(name, Topics.isDeadLetters(name) ? 1 : partitions, replicas))
                .toList();
        for (KafkaFuture<Void> made : admin.createTopics(missing).values().values()) {
            awaitCreated(made);
        }
        return missing.size();
    }

    private void awaitCreated(KafkaFuture<Void> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // another instance was faster
                throw e;
            }
        }
    }

    /**
     * Looks at those that Kafka shows this user.
     *
     * @throws IllegalStateException if there is none, or one has too few replicas, of which a broker's loss would lose records
     */
    public void verify(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> wanted = visible(admin);
        wanted.retainAll(Set.copyOf(names()));
        if (wanted.isEmpty()) {
            throw new IllegalStateException("Kafka shows this user none of the topics of " + regions);
        }
        Map<String, TopicDescription> described =
                admin.describeTopics(wanted).allTopicNames().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        String poor = described.values().stream()
                .filter(topic ->
                        topic.partitions().stream().anyMatch(p -> p.replicas().size() < replicas))
                .map(TopicDescription::name)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!poor.isEmpty()) {
            throw new IllegalStateException("fewer than " + replicas + " replicas: " + poor);
        }
    }

    private Set<String> visible(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        return admin.listTopics().names().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<String> names() {
        return regions.stream().flatMap(region -> Topics.of(region).stream()).toList();
    }
}
