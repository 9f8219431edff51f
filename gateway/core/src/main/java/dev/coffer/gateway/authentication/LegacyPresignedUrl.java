package dev.coffer.gateway.authentication;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.aws.uri.Percent;
import dev.coffer.gateway.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A presigned URL of Signature Version 2, {@code ?AWSAccessKeyId=…&Expires=…&Signature=…}: what {@code aws s3 presign}
 * and boto3 still make by default for the oldest regions. Good for reading one object, and never for one under SSE-KMS.
 * Source: "Signing and authenticating REST requests", query string alternative.
 */
record LegacyPresignedUrl(String accessKeyId, String signature, String expires, String stringToSign) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    /** Parameters that the signature covers, of those that a read of an object may have. */
    private static final Set<String> SIGNED = Set.of(
            "acl",
            "partNumber",
            "tagging",
            "versionId",
            "response-content-type",
            "response-content-language",
            "response-expires",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding");

    /**
     * Reads one.
     *
     * @param bucketPath what stands before the path in the signed resource: empty, or the bucket of a virtual host
     */
    static LegacyPresignedUrl read(RequestHead head, String bucketPath) {
        if (!METHODS.contains(head.method())) {
            throw unsupported();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        TreeMap<String, String> signed = new TreeMap<>();
        for (String pair : head.rawQuery().split("&")) {
            String name = pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair;
            String value = Percent.decode(pair.substring(Math.min(pair.length(), name.length() + 1)), false)
                    .orElseThrow(S3Error.INVALID_URI::error);
            parameters.putIfAbsent(name, value);
            if (SIGNED.contains(name)) {
                signed.putIfAbsent(name, pair.contains("=") ? name + "=" + value : name);
            }
        }
        if (!parameters.keySet().containsAll(List.of("AWSAccessKeyId", "Signature", "Expires"))) {
            throw S3Error.ACCESS_DENIED.because(
                    "Query-string authentication requires the Signature, Expires and" + " AWSAccessKeyId parameters");
        }
        String expires = parameters.getOrDefault("Expires", "");
        String resource =
                bucketPath + head.rawPath() + (signed.isEmpty() ? "" : "?" + String.join("&", signed.values()));
        String stringToSign = head.method() + "\n"
                + head.headers().first("content-md5").orElse("") + "\n"
                + head.headers().first("content-type").orElse("") + "\n" + expires + "\n" + amzHeaders(head) + resource;
        return new LegacyPresignedUrl(
                parameters.getOrDefault("AWSAccessKeyId", ""),
                parameters.getOrDefault("Signature", ""),
                expires,
                stringToSign);
    }

    /** @throws AwsException {@code SignatureDoesNotMatch}, or {@code AccessDenied} where its time is over */
    void verify(byte[] secret, Instant now) {
        if (now.isAfter(expiry())) {
            Map<String, String> details = new LinkedHashMap<>();
            details.put("Expires", expiry().toString());
            details.put("ServerTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
            throw S3Error.REQUEST_EXPIRED.with(details);
        }
        if (!SigV4.matches(sign(secret), signature)) {
            Map<String, String> details = new LinkedHashMap<>();
            details.put("AWSAccessKeyId", accessKeyId);
            details.put("StringToSign", stringToSign);
            details.put("SignatureProvided", signature);
            throw S3Error.SIGNATURE_DOES_NOT_MATCH.with(details);
        }
    }

    static AwsException unsupported() {
        return S3Error.INVALID_REQUEST.because(
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
    }

    private Instant expiry() {
        try {
            return Instant.ofEpochSecond(Long.parseLong(expires));
        } catch (NumberFormatException e) {
            throw S3Error.ACCESS_DENIED.because("Invalid date (should be seconds since epoch): " + expires);
        }
    }

    private String sign(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(stringToSign.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    private static String amzHeaders(RequestHead head) {
        return head.headers().names().stream()
                .filter(n -> n.startsWith("x-amz-"))
                .sorted()
                .map(n -> n + ":" + String.join(",", head.headers().all(n)) + "\n")
                .collect(Collectors.joining());
    }
}
