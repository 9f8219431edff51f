package dev.coffer.storage.object;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.api.Conditions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Conditional requests. Source: RFC 9110, section 13, and "Conditional requests", Amazon S3 User Guide: If-Match that
 * holds makes If-Unmodified-Since count for nothing, If-None-Match that does not hold outweighs If-Modified-Since.
 */
public final class Preconditions {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private Preconditions() {}

    /**
     * Of a read.
     *
     * @throws AwsException {@code PreconditionFailed} 412, {@code NotModified} 304
     */
    public static void checkRead(Conditions conditions, String etag, Instant lastModified) {
        Instant date = lastModified.truncatedTo(ChronoUnit.SECONDS);
        if (conditions.ifMatch().isPresent()) {
            if (!matches(conditions.ifMatch().get(), etag)) {
                throw failed("If-Match");
            }
        } else if (conditions.ifUnmodifiedSince().filter(date::isAfter).isPresent()) {
            throw failed("If-Unmodified-Since");
        }
        if (conditions.ifNoneMatch().isPresent()) {
            if (matches(conditions.ifNoneMatch().get(), etag)) {
                throw notModified(etag, date);
            }
        } else if (conditions
                .ifModifiedSince()
                .filter(since -> !date.isAfter(since))
                .isPresent()) {
            throw notModified(etag, date);
        }
    }

    /** A refusal of a read as that of a copy's source: whatever condition does not hold is a 412; others stay. */
    public static AwsException ofCopySource(Conditions conditions, AwsException refusal) {
        if (S3Error.NOT_MODIFIED.is(refusal)) {
            return failed(
                    conditions.ifNoneMatch().isPresent()
                            ? "x-amz-copy-source-If-None-Match"
                            : "x-amz-copy-source-If-Modified-Since");
        }
        if (S3Error.PRECONDITION_FAILED.is(refusal)) {
            return failed(
                    conditions.ifMatch().isPresent()
                            ? "x-amz-copy-source-If-Match"
                            : "x-amz-copy-source-If-Unmodified-Since");
        }
        return refusal;
    }

    /**
     * Of a write.
     *
     * @param current the ETag of the current object; none where there is none or its latest version is a delete marker
     * @throws AwsException {@code PreconditionFailed}, {@code NoSuchKey}, {@code NotImplemented}
     */
    public static void checkWrite(Conditions conditions, Optional<String> current) {
        if (conditions.ifNoneMatch().isPresent()) {
            if (!conditions.ifNoneMatch().get().strip().equals("*")) {
                throw S3Error.NOT_IMPLEMENTED.error();
            }
            if (current.isPresent()) {
                throw failed("If-None-Match");
            }
        }
        if (conditions.ifMatch().isPresent()) {
            String etag = current.orElseThrow(S3Error.NO_SUCH_KEY::error);
            if (!matches(conditions.ifMatch().get(), etag)) {
                throw failed("If-Match");
            }
        }
    }

    /** Whether one of the ETags in a header's value is {@code etag}; {@code *} is any. */
    static boolean matches(String header, String etag) {
        for (String candidate : header.split(",")) {
            String bare = candidate.strip();
            if (bare.startsWith("W/")) {
                bare = bare.substring(2);
            }
            if (bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")) {
                bare = bare.substring(1, bare.length() - 1);
            }
            if (bare.equals("*") || bare.equals(etag)) {
                return true;
            }
        }
        return false;
    }

    /** The validators go along, as headers: RFC 9110, section 15.4.5. */
    private static AwsException notModified(String etag, Instant date) {
        return S3Error.NOT_MODIFIED.with(Map.of("ETag", '"' + etag + '"', "LastModified", HTTP_DATE.format(date)));
    }

    private static AwsException failed(String condition) {
        return S3Error.PRECONDITION_FAILED.with(Map.of("Condition", condition));
    }
}
