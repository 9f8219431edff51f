package dev.coffer.replication.progress;

import dev.coffer.events.Topics;
import dev.coffer.events.replication.ReplicationOutcome;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Outcomes on the status topic of the source's region. */
public final class OutcomeChannel implements OutcomeLog {
    private final MutinyEmitter<String> emitter;

    /** @param emitter of a channel with {@code acks=all} */
    public OutcomeChannel(MutinyEmitter<String> emitter) {
        this.emitter = emitter;
    }

    @Override
    public void tell(ReplicationOutcome outcome) {
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(Topics.replicationStatus(outcome.sourceRegion()))
                .withKey(outcome.sourceBucket() + "/" + outcome.key())
                .build();
        emitter.sendMessageAndAwait(Message.of(outcome.toJson()).addMetadata(metadata));
    }
}
