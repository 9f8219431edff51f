package dev.coffer.conformance.distributed;

import dev.coffer.conformance.support.Standalone;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A bucket of another Coffer, in which storage instances keep their blobs, by a key of their own: made as
 * {@code deploy/compose/shared-blobs.yml} makes them.
 *
 * @param endpoint of the other Coffer
 * @param credentials the file with the key
 */
record SharedStore(URI endpoint, Path credentials) {
    private static final String BUCKET = "coffer-blobs";

    /** Another Coffer, which knows the key from its accounts file; the bucket is not there yet. */
    static Standalone start(Path secrets) {
        SetupPrograms.makeBlobStoreSecrets(secrets, Services.HOME, BUCKET);
        return Standalone.start(
                "--accounts",
                secrets.resolve("blobs." + Services.HOME)
                        .resolve("accounts.json")
                        .toString());
    }

    /** The bucket, made twice: at a second start of a deployment it is there. */
    static SharedStore in(Standalone elsewhere, Path secrets) {
        SharedStore store = new SharedStore(
                elsewhere.instance().endpoint(),
                secrets.resolve("storage." + Services.HOME).resolve("blobs.credentials"));
        SetupPrograms.makeBucket(store.settings());
        SetupPrograms.makeBucket(store.settings());
        return store;
    }

    /** What a storage instance is told of it. */
    Map<String, String> settings() {
        return Map.of(
                "COFFER_BLOBS_STORE",
                "s3",
                "COFFER_BLOBS_S3_ENDPOINT",
                endpoint.toString(),
                "COFFER_BLOBS_S3_REGION",
                Services.HOME,
                "COFFER_BLOBS_S3_BUCKET",
                BUCKET,
                "COFFER_BLOBS_S3_CREDENTIALS_FILE",
                credentials.toString());
    }
}
