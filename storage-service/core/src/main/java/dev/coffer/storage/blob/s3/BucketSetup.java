package dev.coffer.storage.blob.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;

/**
 * Makes the bucket of the blobs in a store that lets storage's key do it. Runs before the services at every start of a
 * deployment: a bucket that is there is left as it is.
 */
public final class BucketSetup {
    /** Where a bucket is that names no location. */
    private static final String UNNAMED_LOCATION = "us-east-1";

    private BucketSetup() {}

    /**
     * Runs in an init container. The environment says which bucket, as it says it to storage: {@code COFFER_BLOBS_S3_ENDPOINT},
     * {@code _REGION}, {@code _BUCKET} and {@code _CREDENTIALS_FILE}.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try {
            make(System.getenv());
        } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
            System.err.println("BucketSetup: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void make(Map<String, String> environment) {
        S3Settings settings = new S3Settings(
                Optional.ofNullable(environment.get("COFFER_BLOBS_S3_ENDPOINT")).map(URI::create),
                environment.getOrDefault("COFFER_BLOBS_S3_REGION", UNNAMED_LOCATION),
                required(environment, "COFFER_BLOBS_S3_BUCKET"),
                "",
                true,
                2L * UploadParts.PART_BYTES,
                Duration.ZERO);
        StoreCredentials credentials =
                StoreCredentials.ofFile(Path.of(required(environment, "COFFER_BLOBS_S3_CREDENTIALS_FILE")));
        try (S3Client client = StoreClient.open(settings, credentials.provider())) {
            client.createBucket(create -> {
                create.bucket(settings.bucket());
                if (!settings.region().equals(UNNAMED_LOCATION)) {
                    create.createBucketConfiguration(CreateBucketConfiguration.builder()
                            .locationConstraint(settings.region())
                            .build());
                }
            });
        } catch (BucketAlreadyOwnedByYouException e) {
            // made at an earlier start
        }
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }
}
