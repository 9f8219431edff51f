package dev.coffer.replication.plan;

import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.events.s3.ObjectEventCodec;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an object event makes replication owe: one task per destination that the source's rules named at commit. */
public final class Plan {
    private static final String NULL_VERSION = "null";

    private Plan() {}

    /** @throws UnreadableEventException if the bytes are not an object event */
    public static List<ReplicationTask> of(byte[] utf8) {
        String json = decode(utf8);
        ObjectEvent event;
        try {
            event = ObjectEventCodec.decode(json);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new UnreadableEventException("not an object event: " + e.getMessage());
        }
        if (holdsNul(event)) {
            throw new UnreadableEventException("a name with NUL");
        }
        return event.replications().stream()
                .map(target -> task(event, target, json))
                .toList();
    }

    private static ReplicationTask task(ObjectEvent event, ObjectEvent.ReplicationTarget target, String json) {
        return new ReplicationTask(
                event.region(),
                event.id(),
                target.destinationBucket(),
                event.bucket(),
                event.key(),
                event.versionId().orElse(NULL_VERSION),
                event.sequencer().orElse(0L),
                target.ruleId(),
                target.role(),
                target.replicaKmsKeyId(),
                target.storageClass(),
                target.metrics(),
                event.time(),
                json);
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableEventException("not UTF-8");
        }
    }

    /** What S3 never makes and PostgreSQL cannot hold. */
    private static boolean holdsNul(ObjectEvent event) {
        return event.key().indexOf('\0') >= 0
                || event.bucket().indexOf('\0') >= 0
                || event.id().indexOf('\0') >= 0;
    }
}
