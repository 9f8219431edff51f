package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenReadsTest {
    private final OpenReads reads = new OpenReads();
    private final ObjectId blob = ObjectId.next(Instant.EPOCH);
    private final AtomicInteger deleted = new AtomicInteger();

    @Test
    void a_blob_that_nobody_holds_is_deleted_at_once() {
        reads.whenUnused(blob, deleted::incrementAndGet);
        assertThat(deleted).hasValue(1);
    }

    @Test
    void a_held_blob_is_deleted_when_the_last_holder_lets_go() {
        OpenReads.Hold one = reads.hold(List.of(blob));
        OpenReads.Hold other = reads.hold(List.of(blob, ObjectId.next(Instant.EPOCH)));
        reads.whenUnused(blob, deleted::incrementAndGet);
        one.close();
        one.close();
        assertThat(deleted).hasValue(0);
        other.close();
        assertThat(deleted).hasValue(1);
    }

    @Test
    void a_hold_that_is_over_deletes_nothing_by_itself() {
        reads.hold(List.of(blob)).close();
        assertThat(deleted).hasValue(0);
        reads.whenUnused(blob, deleted::incrementAndGet);
        assertThat(deleted).hasValue(1);
    }
}
