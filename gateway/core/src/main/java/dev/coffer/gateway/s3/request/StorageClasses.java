package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.S3Error;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code x-amz-storage-class}: a label here, kept and shown. Classes whose objects need a restore are not there yet. */
final class StorageClasses {
    static final String STANDARD = "STANDARD";
    private static final Set<String> READABLE =
            Set.of(STANDARD, "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR");
    private static final Set<String> ARCHIVED = Set.of("GLACIER", "DEEP_ARCHIVE");

    private StorageClasses() {}

    static Optional<String> of(S3Request request) {
        return request.header("x-amz-storage-class").map(value -> {
            if (ARCHIVED.contains(value)) {
                throw S3Error.NOT_IMPLEMENTED.with(Map.of("Header", "x-amz-storage-class"));
            }
            if (!READABLE.contains(value)) {
                throw S3Error.INVALID_STORAGE_CLASS.with(Map.of("StorageClassRequested", value));
            }
            return value;
        });
    }
}
