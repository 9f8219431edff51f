package dev.coffer.replication;

import dev.coffer.aws.Region;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.events.s3.ObjectEvent.ReplicationTarget;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Object events as storage tells them. */
public final class TestEvents {
    public static final Region IRELAND = new Region("eu-west-1");
    public static final Region VIRGINIA = Region.US_EAST_1;
    public static final String ROLE = "arn:aws:iam::111111111111:role/replication";

    private TestEvents() {}

    public static ObjectEvent created(
            String bucket, String key, String version, long sequencer, String... destinations) {
        return new ObjectEvent(
                UUID.randomUUID().toString(),
                "ObjectCreated:Put",
                Instant.now(),
                IRELAND,
                bucket,
                "0".repeat(64),
                key,
                Optional.of(version),
                Optional.of(sequencer),
                Optional.of(3L),
                Optional.of("etag"),
                "AWS:AIDA",
                "127.0.0.1",
                "REQ",
                new ObjectEvent.Encryption(Optional.empty(), Optional.empty(), false),
                false,
                false,
                Stream.of(destinations)
                        .map(d -> new ReplicationTarget(
                                "rule", ROLE, d, Optional.of("alias/replica"), Optional.empty(), true))
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    /** An event that owes nothing. */
    public static ObjectEvent unreplicated(String bucket) {
        return created(bucket, "k", "v", 1);
    }
}
