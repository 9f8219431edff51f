package dev.coffer.platform.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.PublicKey;
import java.time.Instant;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Verifies requester tokens: ES256 and nothing else, the gateway's key, this service's audience, not expired. A token
 * that has been verified is remembered until it expires.
 */
public final class TokenVerifier {
    private record Verified(RequesterClaims claims, Instant expires) {}

    private final JwtConsumer consumer;
    private final Cache<String, Verified> verified = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(TokenIssuer.VALIDITY)
            .build();

    /**
     * A verifier for one service.
     *
     * @param key the gateway's public key
     * @param audience this service
     */
    public TokenVerifier(PublicKey key, Audience audience) {
        this.consumer = new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setExpectedIssuer(TokenIssuer.ISSUER)
                .setExpectedAudience(audience.name())
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setAllowedClockSkewInSeconds(5)
                .build();
    }

    /** @throws UntrustedCallException if the token does not hold */
    public RequesterClaims verify(String token) {
        Verified known = verified.getIfPresent(token);
        if (known == null) {
            known = check(token);
            verified.put(token, known);
        }
        if (Instant.now().isAfter(known.expires())) {
            throw new UntrustedCallException("the requester token has expired");
        }
        return known.claims();
    }

    private Verified check(String token) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            return new Verified(
                    RequesterClaims.of(claims),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            throw new UntrustedCallException("the requester token does not hold");
        }
    }
}
