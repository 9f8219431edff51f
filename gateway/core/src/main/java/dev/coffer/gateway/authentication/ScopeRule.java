package dev.coffer.gateway.authentication;

import dev.coffer.aws.Region;
import java.util.Optional;

/** Which region a request must have been signed for; asked before the signature is computed, as S3 does. */
@FunctionalInterface
public interface ScopeRule {

    /**
     * @param signedFor the credential scope's region, as text
     * @return the region that it must be, or empty if {@code signedFor} will do
     * @throws dev.coffer.aws.error.AwsException to refuse in another way, such as a redirect
     */
    Optional<Region> expected(String signedFor);

    /** What stands before the path in a resource that Signature Version 2 signs: the bucket of a virtual host. */
    default String bucketPath() {
        return "";
    }
}
