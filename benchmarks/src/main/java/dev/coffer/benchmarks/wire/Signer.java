package dev.coffer.benchmarks.wire;

import dev.coffer.aws.sigv4.AmzDate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with Signature Version 4 and writes their heads. The signing key is derived once a day and the date's text
 * once a second, so that a request costs one SHA-256 and one HMAC over a few hundred bytes. Belongs to one thread.
 */
public final class Signer {
    /** The payload hash of a body that the signature does not cover. */
    public static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private static final HexFormat HEX = HexFormat.of();
    private static final String HMAC = "HmacSHA256";
    private static final int DATE_LENGTH = 8;

    private final Endpoint endpoint;
    private final String service;
    private final Clock clock;
    private final MessageDigest sha256;
    private final Mac mac;
    private final StringBuilder text = new StringBuilder(1024);

    private long second = Long.MIN_VALUE;
    private String amzDate = "";
    private String scope = "";

    /** For the real time. */
    public Signer(Endpoint endpoint, String service) {
        this(endpoint, service, Clock.systemUTC());
    }

    Signer(Endpoint endpoint, String service, Clock clock) {
        this.endpoint = endpoint;
        this.service = service;
        this.clock = clock;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
            this.mac = Mac.getInstance(HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The request's line and headers with its signature, up to and with the empty line. */
    public byte[] head(Request request) {
        refresh();
        SortedMap<String, String> headers = new TreeMap<>(request.headers());
        headers.put("host", endpoint.host());
        headers.put("x-amz-content-sha256", request.payloadHash());
        headers.put("x-amz-date", amzDate);
        String signedHeaders = String.join(";", headers.keySet());
        String signature = signature(request, headers, signedHeaders);

        text.setLength(0);
        text.append(request.method()).append(' ').append(request.path());
        if (!request.query().isEmpty()) {
            text.append('?').append(request.query());
        }
        text.append(" HTTP/1.1\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        text.append("authorization: AWS4-HMAC-SHA256 Credential=")
                .append(endpoint.credentials().accessKeyId())
                .append('/')
                .append(scope)
                .append(", SignedHeaders=")
                .append(signedHeaders)
                .append(", Signature=")
                .append(signature)
                .append("\r\n");
        if (request.body().length() > 0
                || request.method().equals("PUT")
                || request.method().equals("POST")) {
            text.append("content-length: ").append(request.body().length()).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The lower-case hex of a body's SHA-256. */
    public static String sha256(Body body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < body.length(); ) {
                java.nio.ByteBuffer piece = body.piece(at);
                at += piece.remaining();
                digest.update(piece);
            }
            return HEX.formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private String signature(Request request, SortedMap<String, String> headers, String signedHeaders) {
        text.setLength(0);
        text.append(request.method()).append('\n');
        text.append(request.path()).append('\n');
        text.append(request.query()).append('\n');
        for (Map.Entry<String, String> header : headers.entrySet()) {
            text.append(header.getKey()).append(':').append(header.getValue()).append('\n');
        }
        text.append('\n').append(signedHeaders).append('\n').append(request.payloadHash());
        byte[] canonical = sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
        text.append("AWS4-HMAC-SHA256\n")
                .append(amzDate)
                .append('\n')
                .append(scope)
                .append('\n');
        HEX.formatHex(text, canonical);
        return HEX.formatHex(mac.doFinal(text.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    private void refresh() {
        Instant now = clock.instant();
        if (now.getEpochSecond() == second) {
            return;
        }
        second = now.getEpochSecond();
        String before = amzDate;
        amzDate = AmzDate.format(now);
        String date = amzDate.substring(0, DATE_LENGTH);
        if (!before.startsWith(date)) {
            scope = date + "/" + endpoint.region() + "/" + service + "/aws4_request";
            useKeyOf(date);
        }
    }

    /** {@code HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request")}. */
    private void useKeyOf(String date) {
        byte[] key = ("AWS4" + endpoint.credentials().secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {date, endpoint.region(), service, "aws4_request"}) {
            use(key);
            Arrays.fill(key, (byte) 0);
            key = mac.doFinal(part.getBytes(StandardCharsets.UTF_8));
        }
        use(key);
    }

    private void use(byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK takes such a key", e);
        }
    }
}
