package dev.coffer.platform.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * How many copies of a record a topic has, and how many Kafka wants before it takes one.
 *
 * @param replicas of the partition that has the fewest
 * @param minInSync nothing where this user may not read a topic's settings, which services may not
 */
record TopicSafety(String topic, int replicas, OptionalInt minInSync) {
    /** Of topics that are there. */
    static List<TopicSafety> ofAll(Admin admin, Set<String> topics, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> described =
                admin.describeTopics(topics).allTopicNames().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        Map<ConfigResource, KafkaFuture<Config>> settings = admin.describeConfigs(
                        topics.stream().map(TopicSafety::resource).toList())
                .values();
        List<TopicSafety> all = new ArrayList<>();
        for (TopicDescription topic : described.values()) {
            int fewest = topic.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            all.add(new TopicSafety(topic.name(), fewest, minInSync(settings.get(resource(topic.name())), timeout)));
        }
        return all;
    }

    /** Of topics that have just been made; of those that another has made meanwhile, nothing. */
    static List<TopicSafety> ofCreated(CreateTopicsResult made, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<TopicSafety> all = new ArrayList<>();
        for (String topic : made.values().keySet()) {
            try {
                int replicas = made.replicationFactor(topic).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
                all.add(new TopicSafety(topic, replicas, minInSync(made.config(topic), timeout)));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException || e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
            }
        }
        return all;
    }

    private static OptionalInt minInSync(KafkaFuture<Config> settings, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            ConfigEntry entry = settings.get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
            return entry == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(entry.value()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
