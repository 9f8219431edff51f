package dev.coffer.gateway.authentication;

import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.sigv4.Credential;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.aws.sigv4.SigningKeys;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Request;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.platform.time.CofferClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Authenticates S3 requests: {@code Authorization} header, presigned URL, or nobody. The order of the checks is S3's:
 * form, region, access key, time, signature. Source: "Authenticating Requests (AWS Signature Version 4)".
 */
@ApplicationScoped
public class S3Authentication {
    private static final String SERVICE = "s3";

    private final AccessKeys accessKeys;
    private final InstantSource time;
    private final SigningKeys signingKeys = new SigningKeys();

    @Inject
    S3Authentication(AccessKeys accessKeys, CofferClock clock) {
        this(accessKeys, (InstantSource) clock::real);
    }

    /** With a time source of one's own, for tests. */
    public S3Authentication(AccessKeys accessKeys, InstantSource time) {
        this.accessKeys = accessKeys;
        this.time = time;
    }

    /**
     * Who sent this request.
     *
     * @throws dev.coffer.aws.error.AwsException S3's refusals
     */
    public S3Identity authenticate(Request request, Query query, ScopeRule rule) {
        Headers headers = request.head().headers();
        Optional<String> authorization = headers.first("authorization");
        boolean inQuery = query.has(S3QuerySignature.ALGORITHM);
        if (authorization.isPresent() && inQuery) {
            throw S3Error.INVALID_ARGUMENT.because("Only one auth mechanism allowed; only the X-Amz-Algorithm query"
                    + " parameter, Signature query string parameter or the Authorization header should be specified");
        }
        if (authorization.isPresent()) {
            return verify(request, query, S3HeaderSignature.read(headers, authorization.get()), rule);
        }
        if (inQuery) {
            return verify(request, query, S3QuerySignature.read(query, headers), rule);
        }
        if (query.has("AWSAccessKeyId") || query.has("Signature")) {
            return verify(request, LegacyPresignedUrl.read(request.head(), rule.bucketPath()));
        }
        return anonymous(request);
    }

    private S3Identity verify(Request request, Query query, SignedRequest signed, ScopeRule rule) {
        Credential credential = signed.fields().credential();
        checkScope(signed, rule);
        checkSignedHeaders(request.head().headers(), signed);
        AccessKey key = accessKeys
                .find(credential.accessKeyId())
                .orElseThrow(() -> S3AuthErrors.unknownKey(credential.accessKeyId()));
        if (request.head().headers().first("x-amz-security-token").isPresent() || query.has("X-Amz-Security-Token")) {
            throw S3Error.INVALID_TOKEN.error(); // keys here are permanent: no token goes with them
        }
        checkTime(signed);
        byte[] signingKey = key.secret().use(secret -> signingKeys.key(credential, secret));
        SignatureCheck check = SignatureCheck.of(request.head(), query, signed, signingKey);
        if (!check.matches()) {
            throw S3AuthErrors.mismatch(signed, check);
        }
        BodySource body = VerifiedBodies.of(request, signed, signingKey);
        return new S3Identity(
                caller(request, key),
                Optional.of(new Region(credential.scope().region())),
                Set.copyOf(signed.fields().signedHeaders()),
                body);
    }

    private S3Identity verify(Request request, LegacyPresignedUrl url) {
        AccessKey key =
                accessKeys.find(url.accessKeyId()).orElseThrow(() -> S3AuthErrors.unknownKey(url.accessKeyId()));
        key.secret().use(secret -> {
            url.verify(secret, time.instant());
            return true;
        });
        return new S3Identity(caller(request, key), Optional.empty(), Set.of(), request.body());
    }

    private static Caller caller(Request request, AccessKey key) {
        return new Caller(
                key.principal(),
                key.policySetHash(),
                key.canonicalUserId(),
                Facts.of(request),
                Optional.empty(),
                Map.of());
    }

    private static S3Identity anonymous(Request request) {
        Caller nobody = new Caller(new Principal.Anonymous(), "", "", Facts.of(request), Optional.empty(), Map.of());
        return new S3Identity(nobody, Optional.empty(), Set.of(), VerifiedBodies.unsigned(request));
    }

    private static void checkScope(SignedRequest signed, ScopeRule rule) {
        var scope = signed.fields().credential().scope();
        if (!scope.service().equals(SERVICE)) {
            String reason = "incorrect service \"" + scope.service() + "\". This endpoint belongs to \"s3\".";
            throw signed.presigned()
                    ? S3AuthErrors.malformedQuery("Error parsing the X-Amz-Credential parameter; " + reason)
                    : S3AuthErrors.malformedHeader(reason);
        }
        rule.expected(scope.region()).ifPresent(region -> {
            throw S3AuthErrors.wrongRegion(signed.presigned(), scope.region(), region);
        });
    }

    /** The host and every {@code x-amz-} header must be signed; the payload's hash is, as the last line. */
    private static void checkSignedHeaders(Headers headers, SignedRequest signed) {
        List<String> names = signed.fields().signedHeaders();
        List<String> missing = headers.names().stream()
                .filter(n -> n.equals("host") || n.startsWith("x-amz-"))
                .filter(n -> !n.equals(S3HeaderSignature.CONTENT_SHA256) && !names.contains(n))
                .toList();
        if (!missing.isEmpty()) {
            throw S3AuthErrors.notSigned(missing);
        }
    }

    private void checkTime(SignedRequest signed) {
        Instant now = time.instant();
        Duration ahead = Duration.between(now, signed.time());
        if (signed.presigned()) {
            if (ahead.compareTo(SigV4.MAX_SKEW) > 0) {
                throw S3Error.ACCESS_DENIED.because("Request is not yet valid");
            }
            if (now.isAfter(signed.time().plus(signed.expires().orElseThrow()))) {
                throw S3AuthErrors.expired(signed, now);
            }
        } else if (ahead.abs().compareTo(SigV4.MAX_SKEW) > 0) {
            throw S3AuthErrors.skewed(signed.time(), now);
        }
    }
}
