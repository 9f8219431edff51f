package dev.coffer.gateway.authentication;

import dev.coffer.aws.Region;
import dev.coffer.gateway.http.Request;
import dev.coffer.identity.Caller;

/** Authentication of requests whose whole body fits in memory: the JSON and query protocols and the admin API. */
public interface SmallRequests {

    /**
     * Reads the body, verifies the SigV4 signature over it and tells who sent it.
     *
     * @param service the credential scope's service, such as {@code kms}
     * @param maxBytes the largest body, at most 1 MiB
     * @throws dev.coffer.aws.error.AwsException with the error codes of the JSON protocols
     *     ({@code MissingAuthenticationTokenException}, {@code UnrecognizedClientException},
     *     {@code InvalidSignatureException}, {@code IncompleteSignatureException}, {@code RequestEntityTooLarge})
     */
    Authenticated authenticate(Request request, String service, int maxBytes);

    /**
     * A request that is what its sender signed.
     *
     * @param caller who
     * @param region of the credential scope; whether it is served has not been checked
     * @param body the whole body
     */
    record Authenticated(Caller caller, Region region, byte[] body) {}
}
