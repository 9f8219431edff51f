package dev.coffer.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class RequestIdFilterTest {
    private final RequestIdFilter filter = new RequestIdFilter();

    @Test
    void a_record_of_a_request_bears_its_id_and_is_written() {
        ExtLogRecord record = new ExtLogRecord(Level.WARNING, "it failed", "test");
        RequestScope.run(
                "4442587FB7D0A2F9", () -> assertThat(filter.isLoggable(record)).isTrue());
        assertThat(record.getMdc("requestId")).isEqualTo("4442587FB7D0A2F9");
    }

    @Test
    void a_record_of_nobodys_request_bears_none_and_is_written() {
        ExtLogRecord record = new ExtLogRecord(Level.WARNING, "it failed", "test");
        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(record.getMdc("requestId")).isNull();
        assertThat(filter.isLoggable(new LogRecord(Level.INFO, "of another framework")))
                .isTrue();
    }
}
