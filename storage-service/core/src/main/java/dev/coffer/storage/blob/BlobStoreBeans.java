package dev.coffer.storage.blob;

import dev.coffer.storage.blob.file.FileBlobStore;
import dev.coffer.storage.fault.FaultPoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The blob store of this process: files below {@code DATA/blobs}. */
final class BlobStoreBeans {
    private BlobStoreBeans() {}

    @Produces
    @Singleton
    static FaultPoints faultPoints() {
        return FaultPoints.NONE;
    }

    @Produces
    @ApplicationScoped
    static BlobStore blobStore(@ConfigProperty(name = "coffer.data") Path data, FaultPoints faults) {
        return FileBlobStore.open(data.resolve("blobs"), faults);
    }

    static void close(@Disposes BlobStore store) {
        if (store instanceof FileBlobStore files) {
            files.close();
        }
    }
}
