package dev.coffer.identity;

import java.util.Map;
import java.util.Optional;

/**
 * Who asks, with what authority, and the facts of this one request. Only the gateway makes callers from signatures; the
 * other services get them as a verified token (over HTTP) or as this record (in one process).
 *
 * @param principal who
 * @param policySetHash SHA-256 (lower-case hex) of the principal's effective policy documents; resolved by
 *     {@link dev.coffer.gateway.api.PolicySets}
 * @param canonicalUserId the account's S3 canonical user id, 64 hex digits, for owners in listings
 * @param facts the facts of this request
 * @param via the AWS service that acts for the requester, such as {@code s3.eu-west-1.amazonaws.com}; the value of
 *     {@code kms:ViaService}
 * @param forwardTokens tokens by audience with which the receiving service may act for this requester (forward access
 *     session); empty in one process. Secret: never printed or logged.
 */
public record Caller(
        Principal principal,
        String policySetHash,
        String canonicalUserId,
        RequestFacts facts,
        Optional<String> via,
        Map<String, String> forwardTokens) {

    /** Copies the tokens. */
    public Caller {
        forwardTokens = Map.copyOf(forwardTokens);
    }

    /** The same requester, acted for by {@code service}; the S3 request id goes along in {@link RequestFacts}. */
    public Caller via(String service) {
        return new Caller(principal, policySetHash, canonicalUserId, facts, Optional.of(service), forwardTokens);
    }

    /** The same requester in another request. */
    public Caller with(RequestFacts newFacts) {
        return new Caller(principal, policySetHash, canonicalUserId, newFacts, via, forwardTokens);
    }

    @Override
    public String toString() {
        return principal.arn() + via.map(s -> " via " + s).orElse("") + " [" + facts.requestId() + "]";
    }
}
