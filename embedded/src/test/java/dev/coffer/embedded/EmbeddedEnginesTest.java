package dev.coffer.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.embedded.kafka.EmbeddedKafka;
import dev.coffer.embedded.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedEnginesTest {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "coffer");

    @TempDir
    Path folder;

    @Test
    void a_database_left_behind_by_a_killed_jvm_is_stopped_and_keeps_what_it_committed() throws Exception {
        EmbeddedPostgres orphan = EmbeddedPostgres.start(folder, CACHE);
        try (Connection c = connect(orphan);
                Statement s = c.createStatement()) {
            assertThat(setting(s, "fsync")).isEqualTo("on");
            assertThat(setting(s, "synchronous_commit")).isEqualTo("on");
            s.execute("create table t (x int)");
            s.execute("insert into t values (7)");
        }

        try (EmbeddedPostgres next = EmbeddedPostgres.start(folder, CACHE);
                Connection c = connect(next);
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery("select x from t")) {
            assertThat(next.pid()).isNotEqualTo(orphan.pid());
            assertThat(ProcessHandle.of(orphan.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
    }

    @Test
    void a_broker_keeps_its_records_over_a_restart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, FreePort.find(), 1);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
            producer.send(new ProducerRecord<>("t", "k", "v")).get(30, TimeUnit.SECONDS);
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, FreePort.find(), 1);
                KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(30));
            assertThat(records)
                    .singleElement()
                    .satisfies(r -> assertThat(r.value()).isEqualTo("v"));
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws Exception {
        return DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER, postgres.password());
    }

    private static String setting(Statement statement, String name) throws Exception {
        try (ResultSet row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
