package dev.coffer.platform.kafka.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.platform.trust.Topology;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class KafkaRightsTest {
    private static final Region HOME = new Region("us-east-1");
    private static final Region AWAY = new Region("eu-west-1");
    private static final List<KafkaRights> TABLE = KafkaRights.of(new Topology(List.of(HOME, AWAY)));

    @Test
    void each_topic_has_one_kind_of_writer() {
        assertThat(who(KafkaRights::writes, Topics.objectEvents(HOME))).containsExactly("storage.us-east-1");
        assertThat(who(KafkaRights::writes, Topics.s3Audit(HOME))).containsExactly("storage.us-east-1");
        assertThat(who(KafkaRights::writes, Topics.kmsAudit(HOME))).containsExactly("kms.us-east-1");
        assertThat(who(KafkaRights::writes, Topics.replicationStatus(HOME))).containsExactly("replication");
    }

    @Test
    void dead_letters_are_written_by_those_that_read_the_topic_in_a_group_and_may_give_up() {
        assertThat(who(KafkaRights::writes, Topics.deadLetters(Topics.objectEvents(AWAY))))
                .containsExactly("replication");
        assertThat(who(KafkaRights::writes, Topics.deadLetters(Topics.kmsAudit(AWAY))))
                .containsExactly("audit");
        assertThat(who(KafkaRights::writes, Topics.deadLetters(Topics.s3Audit(AWAY))))
                .containsExactly("audit");
        assertThat(who(KafkaRights::writes, Topics.deadLetters(Topics.replicationStatus(AWAY))))
                .containsExactly("storage.eu-west-1");
    }

    @Test
    void each_topic_is_read_by_its_consumers_only() {
        assertThat(who(KafkaRights::reads, Topics.objectEvents(HOME)))
                .containsExactlyInAnyOrder("replication", Topology.CONSUMER);
        assertThat(who(KafkaRights::reads, Topics.s3Audit(HOME))).containsExactlyInAnyOrder("audit", Topology.CONSUMER);
        assertThat(who(KafkaRights::reads, Topics.kmsAudit(HOME)))
                .containsExactlyInAnyOrder("audit", "kms.us-east-1", Topology.CONSUMER);
        assertThat(who(KafkaRights::reads, Topics.replicationStatus(HOME)))
                .containsExactlyInAnyOrder("storage.us-east-1", Topology.CONSUMER);
    }

    @Test
    void consumers_outside_read_every_topic_and_change_nothing() {
        KafkaRights consumer = TABLE.stream()
                .filter(r -> r.user().equals(Topology.CONSUMER))
                .findFirst()
                .orElseThrow();
        assertThat(consumer.reads())
                .containsAll(Topics.of(HOME))
                .containsAll(Topics.of(AWAY))
                .hasSize(16);
        assertThat(consumer.bindings()).extracting(b -> b.entry().operation()).containsOnly(AclOperation.READ);
    }

    @Test
    void nobody_joins_the_group_of_another() {
        List<String> groups = TABLE.stream().flatMap(r -> r.groups().stream()).toList();
        assertThat(groups).doesNotHaveDuplicates().hasSize(6);
        for (String prefix : KafkaRights.CONSUMER_GROUPS) {
            assertThat(groups).noneMatch(group -> group.startsWith(prefix));
        }
    }

    @Test
    void rights_are_to_read_and_write_topics_and_to_join_groups_and_nothing_else() {
        List<AclBinding> all =
                TABLE.stream().flatMap(r -> r.bindings().stream()).toList();
        assertThat(all)
                .extracting(b -> b.pattern().resourceType())
                .containsOnly(ResourceType.TOPIC, ResourceType.GROUP);
        assertThat(all).extracting(b -> b.entry().operation()).containsOnly(AclOperation.READ, AclOperation.WRITE);
        assertThat(all).extracting(b -> b.entry().permissionType()).containsOnly(AclPermissionType.ALLOW);
        assertThat(all).extracting(b -> b.pattern().name()).doesNotContain("*");
    }

    private static List<String> who(Function<KafkaRights, Set<String>> right, String topic) {
        return TABLE.stream()
                .filter(r -> right.apply(r).contains(topic))
                .map(KafkaRights::user)
                .toList();
    }
}
