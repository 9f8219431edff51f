package dev.coffer.conformance.distributed;

import dev.coffer.conformance.support.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A bucket of another Coffer, in which storage instances keep their blobs. */
record SharedStore(Deployment coffer, String bucket) {
    /** A new bucket. */
    static SharedStore in(Deployment coffer) {
        return new SharedStore(coffer, coffer.newBucket());
    }

    /** What a storage instance is told of it; the key is in a file. */
    Map<String, String> settings(Path folder) throws IOException {
        Path credentials = folder.resolve("blob-store-credentials");
        Files.createFile(
                credentials, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(credentials, """
                [default]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                """.formatted(
                        coffer.credentials().accessKeyId(), coffer.credentials().secretAccessKey()));
        return Map.of(
                "COFFER_BLOBS_STORE", "s3",
                "COFFER_BLOBS_S3_ENDPOINT", coffer.endpoint().toString(),
                "COFFER_BLOBS_S3_REGION", coffer.home(),
                "COFFER_BLOBS_S3_BUCKET", bucket,
                "COFFER_BLOBS_S3_CREDENTIALS_FILE", credentials.toString());
    }
}
