package dev.coffer.storage.blob;

import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.s3.S3BlobStore;
import dev.coffer.storage.blob.segment.Bandwidth;
import dev.coffer.storage.blob.segment.SegmentLimits;
import dev.coffer.storage.blob.segment.SegmentUpkeep;
import dev.coffer.storage.blob.segment.SegmentedBlobStore;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The blob store of this process: segments and files below {@code DATA/blobs} with their upkeep, or a bucket elsewhere. */
final class BlobStoreBeans {
    private BlobStoreBeans() {}

    /** @param store where blobs are kept; one setting for all of a process's regions */
    @Produces
    @Singleton
    static BlobStoreKind kind(@ConfigProperty(name = "coffer.blobs.store", defaultValue = "file") BlobStoreKind store) {
        return store;
    }

    /** The one of the two that is wanted; the other is never made. */
    @Produces
    @Singleton
    static BlobStore blobStore(BlobStoreKind kind, Instance<SegmentedBlobStore> files, Instance<S3BlobStore> s3) {
        return switch (kind) {
            case FILE -> files.get();
            case S3 -> s3.get();
        };
    }

    /** @param blobBytes what is larger gets a file of its own */
    @Produces
    @Singleton
    @Typed(SegmentedBlobStore.class)
    static SegmentedBlobStore segments(
            @ConfigProperty(name = "coffer.data") Path data,
            @ConfigProperty(name = "coffer.blobs.segment-blob-bytes", defaultValue = "262144") int blobBytes,
            FaultPoints faults,
            Bandwidth bandwidth) {
        SegmentLimits limits = new SegmentLimits(blobBytes, SegmentLimits.DEFAULT.segmentBytes());
        return SegmentedBlobStore.open(data.resolve("blobs"), limits, faults, bandwidth);
    }

    static void close(@Disposes SegmentedBlobStore store) {
        store.close();
    }

    /** @param bytesPerSecond of compaction, scrubbing and looking for orphans together */
    @Produces
    @Singleton
    static Bandwidth upkeepBandwidth(
            @ConfigProperty(name = "coffer.blobs.upkeep-bytes-per-second", defaultValue = "33554432")
                    long bytesPerSecond) {
        return new Bandwidth(bytesPerSecond);
    }

    static void close(@Disposes Bandwidth bandwidth) {
        bandwidth.close();
    }

    @Produces
    @Singleton
    static SegmentUpkeep upkeep(SegmentedBlobStore store, BlobReferences references) {
        return new SegmentUpkeep(store, references);
    }
}
