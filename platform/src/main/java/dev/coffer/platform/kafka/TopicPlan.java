package dev.coffer.platform.kafka;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
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
     * Makes those that are not there, once those that are there have been looked at.
     *
     * @return how many it has made
     * @throws IllegalStateException with one line for people, if one would lose records or take none; it is left as it is
     */
    public int create(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> there = visible(admin);
        require(TopicSafety.ofAll(admin, there, timeout));
        List<NewTopic> missing = names().stream()
                .filter(name -> !there.contains(name))
                .map(name -> new NewTopic(name, Topics.isDeadLetters(name) ? 1 : partitions, replicas))
                .toList();
        CreateTopicsResult made = admin.createTopics(missing);
        for (KafkaFuture<Void> one : made.values().values()) {
            awaitCreated(one);
        }
        require(TopicSafety.ofCreated(made, timeout));
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
     * @throws IllegalStateException with one line for people, if there is none, or one would lose records or take none
     */
    public void verify(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> there = visible(admin);
        if (there.isEmpty()) {
            throw new IllegalStateException("Kafka shows this user none of the topics of " + regions);
        }
        require(TopicSafety.ofAll(admin, there, timeout));
    }

    private void require(List<TopicSafety> topics) {
        String poor = named(topics, topic -> topic.replicas() < replicas);
        if (!poor.isEmpty()) {
            throw new IllegalStateException("topics in Kafka have fewer than " + replicas + " replicas: " + poor);
        }
        String closed = named(topics, topic -> topic.minInSync().orElse(0) > topic.replicas());
        if (!closed.isEmpty()) {
            throw new IllegalStateException(
                    "topics in Kafka take no records, since min.insync.replicas is above their replicas: " + closed);
        }
    }

    private static String named(List<TopicSafety> topics, Predicate<TopicSafety> which) {
        return topics.stream().filter(which).map(TopicSafety::topic).sorted().collect(Collectors.joining(", "));
    }

    private Set<String> visible(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> visible = new HashSet<>(admin.listTopics().names().get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        visible.retainAll(Set.copyOf(names()));
        return visible;
    }

    private List<String> names() {
        return regions.stream().flatMap(region -> Topics.of(region).stream()).toList();
    }
}
