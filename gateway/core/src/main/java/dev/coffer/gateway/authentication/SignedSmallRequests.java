package dev.coffer.gateway.authentication;

import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.aws.sigv4.AmzDate;
import dev.coffer.aws.sigv4.Credential;
import dev.coffer.aws.sigv4.MalformedSignatureException;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.aws.sigv4.SignatureFields;
import dev.coffer.aws.sigv4.SigningKeys;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Request;
import dev.coffer.identity.Caller;
import dev.coffer.platform.time.CofferClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Header signatures over a body that is read whole first. */
@ApplicationScoped
public class SignedSmallRequests implements SmallRequests {
    private final AccessKeys accessKeys;
    private final InstantSource time;
    private final SigningKeys signingKeys = new SigningKeys();

    @Inject
    SignedSmallRequests(AccessKeys accessKeys, CofferClock clock) {
        this(accessKeys, (InstantSource) clock::real);
    }

    /** With a time source of one's own, for tests. */
    public SignedSmallRequests(AccessKeys accessKeys, InstantSource time) {
        this.accessKeys = accessKeys;
        this.time = time;
    }

    @Override
    public Authenticated authenticate(Request request, String service, int maxBytes) {
        Headers headers = request.head().headers();
        String authorization = headers.first("authorization").orElseThrow(JsonAuthErrors::missingToken);
        SignatureFields fields = fields(authorization);
        Instant signedAt = headers.first("x-amz-date")
                .or(() -> headers.first("date"))
                .flatMap(text -> AmzDate.parse(text).or(() -> AmzDate.parseHttp(text)))
                .orElseThrow(() -> JsonAuthErrors.incomplete(
                        "Authorization header requires existence of either a" + " 'X-Amz-Date' or a 'Date' header."));
        Region region = scope(fields, service, AmzDate.format(signedAt));
        AccessKey key = accessKeys.find(fields.credential().accessKeyId()).orElseThrow(JsonAuthErrors::unknownKey);
        if (headers.first("x-amz-security-token").isPresent()) {
            throw JsonAuthErrors.unknownKey(); // keys here are permanent: no token goes with them
        }
        Instant now = time.instant();
        if (Duration.between(now, signedAt).abs().compareTo(SigV4.MAX_SKEW) > 0) {
            throw JsonAuthErrors.skewed(signedAt, now);
        }
        byte[] body = read(request.body(), maxBytes);
        SignedRequest signed =
                new SignedRequest(fields, AmzDate.format(signedAt), signedAt, SigV4.sha256Hex(body), Optional.empty());
        Query query = Query.parse(request.head().rawQuery()).orElseThrow(JsonAuthErrors::mismatch);
        byte[] signingKey = key.secret().use(secret -> signingKeys.key(fields.credential(), secret));
        if (!SignatureCheck.of(request.head(), query, signed, signingKey).matches()) {
            throw JsonAuthErrors.mismatch();
        }
        Caller caller = new Caller(
                key.principal(),
                key.policySetHash(),
                key.canonicalUserId(),
                Facts.of(request),
                Optional.empty(),
                Map.of());
        return new Authenticated(caller, region, body);
    }

    private static SignatureFields fields(String authorization) {
        try {
            return SignatureFields.ofHeader(authorization);
        } catch (MalformedSignatureException e) {
            throw JsonAuthErrors.incomplete("The Authorization header is malformed; " + e.reason());
        }
    }

    private static Region scope(SignatureFields fields, String service, String amzDate) {
        Credential credential = fields.credential();
        if (!credential.scope().service().equals(service)) {
            throw JsonAuthErrors.invalid("Credential should be scoped to correct service: '" + service + "'. ");
        }
        if (!amzDate.startsWith(credential.scope().date())) {
            throw JsonAuthErrors.invalid(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of" + " date from HTTP");
        }
        if (!fields.signedHeaders().contains("host")) {
            throw JsonAuthErrors.invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        try {
            return new Region(credential.scope().region());
        } catch (IllegalArgumentException notARegion) {
            throw JsonAuthErrors.invalid("Credential should be scoped to a valid region. ");
        }
    }

    private static byte[] read(BodySource body, int maxBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.clamp(body.declaredLength(), 32, maxBytes));
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            if (bytes.size() + piece.remaining() > maxBytes) {
                throw JsonAuthErrors.tooLarge(maxBytes);
            }
            byte[] chunk = new byte[piece.remaining()];
            piece.get(chunk);
            bytes.writeBytes(chunk);
        }
        return bytes.toByteArray();
    }
}
