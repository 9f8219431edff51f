package dev.coffer.aws.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times as signatures carry them: {@code yyyyMMdd'T'HHmmss'Z'}. */
public final class AmzDate {
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AmzDate() {}

    /** The instant, or empty if {@code text} has another form. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, COMPACT).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    /** The text of an instant, without fractions of a second. */
    public static String format(Instant instant) {
        return COMPACT.format(instant);
    }

    /** The instant of an HTTP {@code Date} header (RFC 9110, section 5.6.7, preferred form), or empty. */
    public static Optional<Instant> parseHttp(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }
}
