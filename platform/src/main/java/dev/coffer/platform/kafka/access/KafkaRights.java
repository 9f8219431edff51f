package dev.coffer.platform.kafka.access;

import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * All that one user may do in Kafka: what is not among a user's rights, it can't. Nobody makes, changes or deletes topics,
 * and only KMS of a region writes that region's KMS audit topic. Reading and writing let a user describe the topic too, which
 * a consumer by pattern needs: it sees what it may read.
 *
 * @param user as services are called, or {@link Topology#CONSUMER}
 * @param writes topics
 * @param reads topics
 * @param groups consumer groups that it may join
 * @param groupPrefixes beginnings of the names of further groups that it may join
 */
public record KafkaRights(
        String user, Set<String> writes, Set<String> reads, Set<String> groups, Set<String> groupPrefixes) {
    /** Groups of consumers outside; the second is what Kafka's console consumer takes by itself. */
    static final Set<String> CONSUMER_GROUPS = Set.of("consumer", "console-consumer");

    /** Immutable. */
    public KafkaRights {
        writes = Set.copyOf(writes);
        reads = Set.copyOf(reads);
        groups = Set.copyOf(groups);
        groupPrefixes = Set.copyOf(groupPrefixes);
    }

    /** The table: every user of a deployment. */
    public static List<KafkaRights> of(Topology topology) {
        List<KafkaRights> table = new ArrayList<>();
        for (Region region : topology.regions()) {
            table.add(storage(region));
            table.add(kms(region));
        }
        table.add(replication(topology.regions()));
        table.add(audit(topology.regions()));
        table.add(consumer(topology.regions()));
        return table;
    }

    /** Its outbox to the topics of its region; outcomes of replications from its region. */
    private static KafkaRights storage(Region region) {
        String outcomes = Topics.replicationStatus(region);
        return new KafkaRights(
                Audience.storage(region).name(),
                Set.of(Topics.objectEvents(region), Topics.s3Audit(region), Topics.deadLetters(outcomes)),
                Set.of(outcomes),
                Set.of("coffer-storage-" + region),
                Set.of());
    }

    /** The audit records of its calls, which its cost meter reads. */
    private static KafkaRights kms(Region region) {
        return new KafkaRights(
                Audience.kms(region).name(),
                Set.of(Topics.kmsAudit(region)),
                Set.of(Topics.kmsAudit(region)),
                Set.of("coffer-kms-cost." + region),
                Set.of());
    }

    /** Events of all regions; the outcome of each replication. */
    private static KafkaRights replication(List<Region> regions) {
        Set<String> events = all(regions, Topics::objectEvents);
        Set<String> writes = all(regions, Topics::replicationStatus);
        writes.addAll(deadLetters(events));
        return new KafkaRights(Audience.REPLICATION.name(), writes, events, Set.of("coffer-replication"), Set.of());
    }

    /** All audit records. */
    private static KafkaRights audit(List<Region> regions) {
        Set<String> records = all(regions, Topics::kmsAudit);
        records.addAll(all(regions, Topics::s3Audit));
        return new KafkaRights(Audience.AUDIT.name(), deadLetters(records), records, Set.of("coffer-audit"), Set.of());
    }

    /** Reads everything, in groups that no service is in, and writes nothing. */
    private static KafkaRights consumer(List<Region> regions) {
        Set<String> topics =
                regions.stream().flatMap(region -> Topics.of(region).stream()).collect(Collectors.toSet());
        return new KafkaRights(Topology.CONSUMER, Set.of(), topics, Set.of(), CONSUMER_GROUPS);
    }

    private static Set<String> all(List<Region> regions, Function<Region, String> topic) {
        return regions.stream().map(topic).collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<String> deadLetters(Set<String> topics) {
        return topics.stream().map(Topics::deadLetters).collect(Collectors.toSet());
    }

    /** As Kafka names the user. */
    String principal() {
        return "User:" + user;
    }

    /** As Kafka keeps them. */
    Set<AclBinding> bindings() {
        return Stream.of(
                        writes.stream().map(t -> allow(ResourceType.TOPIC, t, PatternType.LITERAL, AclOperation.WRITE)),
                        reads.stream().map(t -> allow(ResourceType.TOPIC, t, PatternType.LITERAL, AclOperation.READ)),
                        groups.stream().map(g -> allow(ResourceType.GROUP, g, PatternType.LITERAL, AclOperation.READ)),
                        groupPrefixes.stream()
                                .map(g -> allow(ResourceType.GROUP, g, PatternType.PREFIXED, AclOperation.READ)))
                .flatMap(Function.identity())
                .collect(Collectors.toSet());
    }

    private AclBinding allow(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal(), "*", operation, AclPermissionType.ALLOW));
    }
}
