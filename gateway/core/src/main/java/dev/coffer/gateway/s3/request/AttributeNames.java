package dev.coffer.gateway.s3.request;

import dev.coffer.aws.error.S3Error;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code x-amz-object-attributes}: which attributes GetObjectAttributes is asked for. */
public final class AttributeNames {
    private static final Set<String> KNOWN = Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

    private AttributeNames() {}

    /** At least one, all of them known. */
    public static Set<String> of(S3Request request) {
        Set<String> names = request.head().headers().all("x-amz-object-attributes").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (names.isEmpty()) {
            throw S3Error.INVALID_REQUEST.because(
                    "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or"
                            + " empty");
        }
        if (!KNOWN.containsAll(names)) {
            throw S3Error.INVALID_ARGUMENT.because("Invalid attribute name specified.");
        }
        return names;
    }
}
