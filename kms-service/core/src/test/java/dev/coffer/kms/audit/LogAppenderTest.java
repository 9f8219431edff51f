package dev.coffer.kms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.embedded.FreePort;
import dev.coffer.platform.kafka.KafkaConnection;
import dev.coffer.platform.kafka.LogAppender;
import dev.coffer.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LogAppenderTest {
    private static final String TOPIC = "coffer.test.appender";

    private static LogAppender appender(String bootstrapServers, Duration timeout) {
        return LogAppender.open(new KafkaConnection(Map.of(), bootstrapServers), "test", timeout);
    }

    private static String valueOf(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void what_is_acknowledged_is_in_the_log_in_the_order_of_the_calls() throws Exception {
        TestKafka.shared().createTopics(3, TOPIC);
        List<String> sent = new ArrayList<>();
        try (LogAppender appender = appender(TestKafka.shared().bootstrapServers(), Duration.ofSeconds(10))) {
            List<CompletableFuture<Void>> acknowledgements = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                sent.add("record " + i);
                acknowledgements.add(appender.append(new ProducerRecord<>(TOPIC, "one key", "record " + i)));
            }
            for (CompletableFuture<Void> acknowledgement : acknowledgements) {
                acknowledgement.get(10, TimeUnit.SECONDS);
            }
            assertThat(TestKafka.shared().read(TOPIC))
                    .extracting(entry -> valueOf(entry.value()))
                    .containsExactlyElementsOf(sent);
        }
    }

    @Test
    void a_log_that_is_away_fails_the_append_within_its_time() throws Exception {
        try (LogAppender appender = appender("127.0.0.1:" + FreePort.find(), Duration.ofMillis(600))) {
            CompletableFuture<Void> append = appender.append(new ProducerRecord<>(TOPIC, "key", "value"));
            assertThatThrownBy(() -> append.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
        }
    }

    @Test
    void a_closed_appender_fails_what_it_is_given() {
        LogAppender appender = appender(TestKafka.shared().bootstrapServers(), Duration.ofSeconds(5));
        appender.close();
        assertThat(appender.append(new ProducerRecord<>(TOPIC, "key", "value"))).isCompletedExceptionally();
    }
}
