package dev.coffer.gateway.authentication;

import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import java.util.Optional;
import java.util.Set;

/**
 * A request that has been authenticated, or is openly anonymous.
 *
 * @param signedFor the credential scope's region; none for anonymous requests and Signature Version 2
 * @param signedHeaders lower-case names of the header fields that the signature covers
 * @param body the decoded body, whose end is verified: signature of its chunks, digest, length
 */
public record S3Identity(Caller caller, Optional<Region> signedFor, Set<String> signedHeaders, BodySource body) {

    /** Whether nobody signed. */
    public boolean anonymous() {
        return caller.principal() instanceof Principal.Anonymous;
    }

    /** Whether this is Signature Version 2, which AWS KMS does not take. */
    public boolean legacy() {
        return signedFor.isEmpty() && !anonymous();
    }
}
