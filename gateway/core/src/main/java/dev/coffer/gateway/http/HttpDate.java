package dev.coffer.gateway.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates in header fields. Source: RFC 9110, section 5.6.7 (the preferred form, with two digits for the day). */
public final class HttpDate {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static volatile Second present = new Second(Long.MIN_VALUE, "");

    private record Second(long epochSecond, String text) {}

    private HttpDate() {}

    /** The text of the present second. */
    public static String now() {
        long second = Math.floorDiv(System.currentTimeMillis(), 1000L);
        Second known = present;
        if (known.epochSecond != second) {
            known = new Second(second, format(Instant.ofEpochSecond(second)));
            present = known;
        }
        return known.text;
    }

    /** The text of an instant; fractions of a second are left out. */
    public static String format(Instant instant) {
        return WRITTEN.format(instant);
    }

    /** The instant, or empty if {@code text} is no such date. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }
}
