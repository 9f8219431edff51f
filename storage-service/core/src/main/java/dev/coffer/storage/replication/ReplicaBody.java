package dev.coffer.storage.replication;

import dev.coffer.envelope.frame.FrameBinding;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.ReplicationSource;
import dev.coffer.storage.api.StoredChecksum;
import dev.coffer.storage.api.WriteReplica;
import dev.coffer.storage.blob.BlobLocation;
import dev.coffer.storage.blob.BlobName;
import dev.coffer.storage.encryption.WriteKey;
import dev.coffer.storage.metadata.StorageClasses;
import dev.coffer.storage.object.BodyDigests;
import dev.coffer.storage.object.BodyIntake;
import dev.coffer.storage.object.Etags;
import dev.coffer.storage.object.FreedBlobs;
import dev.coffer.storage.object.ObjectContent;
import dev.coffer.storage.object.ObjectId;
import dev.coffer.storage.object.SlicedBody;
import dev.coffer.storage.object.StoredBody;
import dev.coffer.storage.object.StoredPart;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores the bytes of a replica under new frames: in one blob, or in a blob per part where the source has parts. The
 * checksums that came with the source are compared with what arrived.
 */
@ApplicationScoped
class ReplicaBody {
    private final BodyIntake intake;
    private final FreedBlobs freed;
    private final CofferClock clock;

    ReplicaBody(BodyIntake intake, FreedBlobs freed, CofferClock clock) {
        this.intake = intake;
        this.freed = freed;
        this.clock = clock;
    }

    /** Durable bytes, and what the version will say of them. */
    record Stored(ObjectContent content, List<StoredPart> parts, List<BlobName> blobs) {}

    Stored store(WriteReplica op, ObjectId id, WriteKey key, boolean keepsEtag, StorageCall call) {
        ReplicationSource source = op.source();
        if (source.parts().isEmpty()) {
            StoredBody body = intake.store(
                    call.region(),
                    id,
                    call.body(),
                    announced(source.checksums()),
                    false,
                    key.dataKey().map(k -> new BodyIntake.Framing(k, FrameBinding.ofObject(id.value()))));
            String etag = keepsEtag ? source.etag() : Etags.opaque();
            return new Stored(
                    content(op, body.size(), etag, key, 0, body.blob().location()), List.of(), List.of(body.blob()));
        }
        List<StoredPart> parts = parts(source, id, key, keepsEtag, call);
        StoredPart last = parts.getLast();
        String etag = keepsEtag ? source.etag() : Etags.opaque() + "-" + parts.size();
        return new Stored(
                content(op, last.position() + last.size(), etag, key, parts.size(), Optional.empty()),
                parts,
                parts.stream().map(part -> part.name(call.region())).toList());
    }

    private List<StoredPart> parts(
            ReplicationSource source, ObjectId id, WriteKey key, boolean keepsEtag, StorageCall call) {
        SlicedBody slices = new SlicedBody(call.body());
        List<StoredPart> parts = new ArrayList<>();
        try {
            long position = 0;
            for (ReplicationSource.PartShape shape : source.parts()) {
                ObjectId blob = ObjectId.next(clock.real());
                StoredBody body = intake.storePart(
                        call.region(),
                        blob,
                        slices.slice(shape.size()),
                        new BodyDigests(announced(shape.checksums()), false),
                        key.dataKey()
                                .map(k -> new BodyIntake.Framing(
                                        k, FrameBinding.ofPart(id.value(), blob.value(), shape.number()))));
                String etag = keepsEtag ? shape.etag() : Etags.opaque();
                parts.add(new StoredPart(shape.number(), blob, position, body.size(), etag, shape.checksums()));
                position += body.size();
            }
            slices.finish();
            return parts;
        } catch (RuntimeException | Error e) {
            freed.add(parts.stream().map(part -> part.name(call.region())).toList());
            throw e;
        }
    }

    private static ObjectContent content(
            WriteReplica op, long size, String etag, WriteKey key, int parts, Optional<BlobLocation> location) {
        ReplicationSource source = op.source();
        String storageClass = op.storageClass().orElse(source.storageClass());
        StorageClasses.require(storageClass);
        return new ObjectContent(
                size,
                etag,
                storageClass,
                source.headers(),
                source.userMetadata(),
                source.tags(),
                source.checksums(),
                key.stored(),
                parts,
                location);
    }

    /** A checksum of all the bytes can be compared; one of parts' checksums can't. */
    private static Digests announced(List<StoredChecksum> checksums) {
        return checksums.stream()
                .filter(c -> c.type().equals("FULL_OBJECT"))
                .findFirst()
                .map(c -> new Digests(Optional.empty(), Optional.of(c.algorithm()), Map.of(c.algorithm(), c.value())))
                .orElse(Digests.NONE);
    }
}
