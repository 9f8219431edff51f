package dev.coffer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.platform.kafka.TopicPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Topics as they must be, on a real broker; each test has a region of its own. */
class TopicPlanTest {
    private final Admin admin = TestKafka.shared().admin();

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void what_is_missing_is_made_and_what_is_there_stays() throws Exception {
        TopicPlan plan = plan("eu-north-1", 1);
        String first = topics("eu-north-1").getFirst();
        make(new NewTopic(first, 7, (short) 1));

        assertThat(plan.create(admin)).isEqualTo(topics("eu-north-1").size() - 1);
        awaitShown(topics("eu-north-1"));
        assertThat(plan.create(admin)).isZero();
        plan.verify(admin);
        Map<String, TopicDescription> made =
                admin.describeTopics(topics("eu-north-1")).allTopicNames().get();
        assertThat(made.get(first).partitions()).hasSize(7);
        made.remove(first);
        made.forEach(
                (name, topic) -> assertThat(topic.partitions()).as(name).hasSize(Topics.isDeadLetters(name) ? 1 : 3));
    }

    @Test
    void topics_with_too_few_replicas_are_named_and_nothing_is_made_beside_them() throws Exception {
        List<String> two = topics("eu-south-1").subList(0, 2);
        for (String topic : two) {
            make(new NewTopic(topic, 1, (short) 1));
        }
        Set<String> before = all();
        String named = "topics in Kafka have fewer than 3 replicas: " + String.join(", ", new TreeSet<>(two));

        assertThatThrownBy(() -> plan("eu-south-1", 3).create(admin))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(named);
        assertThatThrownBy(() -> plan("eu-south-1", 3).verify(admin))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(named);
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void a_topic_that_wants_more_copies_than_it_can_have_is_named() throws Exception {
        String topic = topics("eu-west-2").getLast();
        make(new NewTopic(topic, 1, (short) 1).configs(Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2")));
        Set<String> before = all();
        String named = "topics in Kafka take no records, since min.insync.replicas is above their replicas: " + topic;

        assertThatThrownBy(() -> plan("eu-west-2", 1).create(admin)).hasMessage(named);
        assertThatThrownBy(() -> plan("eu-west-2", 1).verify(admin)).hasMessage(named);
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void where_no_topic_is_to_be_seen_none_is_taken_for_right() {
        assertThatThrownBy(() -> plan("eu-west-3", 1).verify(admin))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Kafka shows this user none of the topics of [eu-west-3]");
    }

    private static TopicPlan plan(String region, int replicas) {
        return new TopicPlan(List.of(new Region(region)), 3, (short) replicas, Duration.ofSeconds(30));
    }

    private static List<String> topics(String region) {
        return Topics.of(new Region(region));
    }

    private void make(NewTopic topic) throws Exception {
        admin.createTopics(List.of(topic)).all().get();
        awaitShown(List.of(topic.name()));
    }

    /** A broker shows what it has made a moment later. */
    private void awaitShown(List<String> topics) {
        Awaitility.await("the broker shows them").until(() -> all().containsAll(topics));
    }

    private Set<String> all() throws Exception {
        return admin.listTopics().names().get();
    }
}
