package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coffer.cli.Folders;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What must not work at the Kafka of {@code docker-compose.yml}, and what must. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaIdentitiesTest {
    private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1");
    private static final String OBJECT_EVENTS = "coffer.s3.object-events.us-east-1";
    private static final String KMS_AUDIT = "coffer.audit.kms.us-east-1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Path folder;
    private ComposeKafka kafka;

    @BeforeAll
    void start() throws IOException {
        assumeTrue(System.getenv("COFFER_ENDPOINT") == null, "it starts a broker of its own");
        folder = Files.createTempDirectory("coffer-identities-").toRealPath();
        SetupPrograms.makeSecrets(secrets(), REGIONS);
        kafka = ComposeKafka.start(secrets(), folder.resolve("kafka"));
        setUp();
    }

    private void setUp() {
        SetupPrograms.setUpKafka(secrets(), kafka.brokersListener(), REGIONS);
    }

    @AfterAll
    void end() {
        if (kafka != null) {
            kafka.close();
        }
        if (folder != null) {
            Folders.delete(folder);
        }
    }

    @Test
    void services_write_their_own_topics_and_consumers_outside_read_them() throws Exception {
        write("storage.us-east-1", OBJECT_EVENTS, "an event");
        write("kms.us-east-1", KMS_AUDIT, "a record");
        write("replication", "coffer.replication.status.eu-west-1", "an outcome");
        write("audit", KMS_AUDIT + ".dlq", "a dead letter");
        assertThat(read("consumer", "consumer-1", OBJECT_EVENTS)).contains("an event");
        assertThat(read("consumer", "console-consumer-1", KMS_AUDIT)).contains("a record");
        assertThat(read("audit", "coffer-audit", KMS_AUDIT)).contains("a record");
    }

    @Test
    void only_kms_of_a_region_writes_its_audit_topic() {
        for (String other : List.of("storage.us-east-1", "kms.eu-west-1", "replication", "audit", "consumer")) {
            assertRefused(TopicAuthorizationException.class, () -> forge(other, KMS_AUDIT));
        }
    }

    @Test
    void storage_writes_no_topic_of_another_region() {
        assertRefused(
                TopicAuthorizationException.class,
                () -> forge("storage.us-east-1", "coffer.s3.object-events.eu-west-1"));
    }

    @Test
    void consumers_outside_write_nothing() throws Exception {
        try (Admin admin = admin()) {
            Set<String> topics = admin.listTopics().names().get();
            assertThat(topics).hasSizeGreaterThanOrEqualTo(16);
            for (String topic : topics) {
                assertRefused(TopicAuthorizationException.class, () -> forge("consumer", topic));
            }
        }
    }

    @Test
    void nobody_takes_records_from_the_group_of_another() {
        assertThatThrownBy(() -> read("consumer", "coffer-audit", KMS_AUDIT))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> read("kms.us-east-1", "coffer-kms-cost.eu-west-1", KMS_AUDIT))
                .isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void nobody_reads_what_is_not_for_them() {
        assertThatThrownBy(() -> read("storage.us-east-1", "coffer-storage-us-east-1", KMS_AUDIT))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void no_service_and_no_consumer_makes_or_deletes_topics_or_gives_rights() {
        for (String user : List.of("storage.us-east-1", "kms.us-east-1", "consumer")) {
            try (Admin admin = Admin.create(settings(user))) {
                assertRefused(
                        TopicAuthorizationException.class,
                        () -> admin.createTopics(List.of(new NewTopic("mine", 1, (short) 1)))
                                .all()
                                .get());
                assertRefused(
                        TopicAuthorizationException.class,
                        () -> admin.deleteTopics(List.of(KMS_AUDIT)).all().get());
                assertRefused(
                        ClusterAuthorizationException.class,
                        () -> admin.createAcls(List.of(right("User:" + user, KMS_AUDIT)))
                                .all()
                                .get());
            }
        }
    }

    @Test
    void an_unknown_user_and_a_wrong_password_are_refused() {
        for (String user : List.of("stranger", "audit", "setup", "broker")) {
            Map<String, Object> settings = new HashMap<>(settings("audit"));
            settings.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                            + "\" password=\"guessed\";");
            try (Admin admin = Admin.create(settings)) {
                assertRefused(
                        SaslAuthenticationException.class,
                        () -> admin.listTopics().names().get());
            }
        }
    }

    @Test
    void a_service_is_let_in_by_the_listener_of_clients_only() {
        Map<String, Object> settings = new HashMap<>(settings("audit"));
        settings.put("bootstrap.servers", kafka.brokersListener());
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void set_up_again_rights_are_those_of_the_table_and_those_of_others_are_left_alone() throws Exception {
        try (Admin admin = admin()) {
            Collection<AclBinding> before =
                    admin.describeAcls(AclBindingFilter.ANY).values().get();
            AclBinding tooMuch = right("User:consumer", KMS_AUDIT);
            AclBinding anothers = right("User:somebody", "somebodys-topic");
            admin.createAcls(List.of(tooMuch, anothers)).all().get();
            setUp();
            Collection<AclBinding> after =
                    admin.describeAcls(AclBindingFilter.ANY).values().get();
            assertThat(after).containsAll(before).contains(anothers).doesNotContain(tooMuch);
            assertThat(after).hasSize(before.size() + 1);
            admin.deleteAcls(List.of(anothers.toFilter())).all().get();
        }
        write("kms.us-east-1", KMS_AUDIT, "still there");
    }

    private static AclBinding right(String principal, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }

    private void write(String user, String topic, String value) throws ExecutionException, InterruptedException {
        write(settings(user), topic, value);
    }

    /** Without a producer id, which who may write nowhere is not given at all: it is the topic that is asked about. */
    private void forge(String user, String topic) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = settings(user);
        settings.put("enable.idempotence", "false");
        write(settings, topic, "forged");
    }

    private static void write(Map<String, Object> settings, String topic, String value)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }

    /** What the first poll that brings something brings; nothing, if none does for long. */
    private List<String> read(String user, String group, String topic) {
        Map<String, Object> settings = new HashMap<>(settings(user));
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < PATIENCE.toNanos()) {
                List<String> values = new ArrayList<>();
                for (ConsumerRecord<String, String> entry : consumer.poll(Duration.ofMillis(200))) {
                    values.add(entry.value());
                }
                if (!values.isEmpty()) {
                    return values;
                }
            }
            return List.of();
        }
    }

    private Admin admin() {
        Map<String, Object> settings = new HashMap<>(properties(secrets().resolve("kafka-setup/admin.properties"), ""));
        settings.put("bootstrap.servers", kafka.brokersListener());
        return Admin.create(settings);
    }

    private Map<String, Object> settings(String user) {
        Map<String, Object> settings = new HashMap<>(
                user.equals("consumer")
                        ? properties(secrets().resolve("consumer/kafka.properties"), "")
                        : properties(secrets().resolve(user).resolve("secret.properties"), "kafka."));
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("max.block.ms", "20000");
        return settings;
    }

    private static Map<String, Object> properties(Path file, String prefix) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Map<String, Object> settings = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.toString().startsWith(prefix)) {
                settings.put(name.toString().substring(prefix.length()), value);
            }
        });
        return settings;
    }

    private Path secrets() {
        return folder.resolve("trust");
    }

    private static void assertRefused(Class<? extends Exception> why, Attempt attempt) {
        assertThatThrownBy(attempt::run)
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(why),
                        e -> assertThat(e.getCause()).isInstanceOf(why));
    }

    private interface Attempt {
        void run() throws Exception;
    }
}
