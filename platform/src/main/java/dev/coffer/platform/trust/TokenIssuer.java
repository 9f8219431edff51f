package dev.coffer.platform.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.PrivateKey;
import java.time.Duration;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Signs requester tokens; only the gateway has the key. A token is valid for {@link #VALIDITY} and handed out again for
 * half of that, so that signing stays off the hot path. Source: RFC 7515 and 7519, algorithm ES256.
 */
public final class TokenIssuer {
    /** How long a token is valid: also how long a revoked permission may linger. */
    public static final Duration VALIDITY = Duration.ofSeconds(60);

    static final String ISSUER = "coffer-gateway";

    private record Subject(RequesterClaims claims, Audience audience) {}

    private final PrivateKey key;
    private final Cache<Subject, String> tokens = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(VALIDITY.dividedBy(2))
            .build();

    /** @param key an EC key on P-256 */
    public TokenIssuer(PrivateKey key) {
        this.key = key;
    }

    /** A token with at least half of its validity left. */
    public String issue(RequesterClaims claims, Audience audience) {
        return tokens.get(new Subject(claims, audience), this::sign);
    }

    private String sign(Subject subject) {
        JwtClaims claims = new JwtClaims();
        subject.claims().toMap().forEach(claims::setClaim);
        NumericDate now = NumericDate.now();
        claims.setIssuer(ISSUER);
        claims.setAudience(subject.audience().name());
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + VALIDITY.toSeconds()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign a requester token", e);
        }
    }
}
