package dev.coffer.aws.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times as signatures carry them: {@code yyyyMMdd'T'HHmmss'Z'}. */
public final class AmzDate {
    private static final int LENGTH = 16;

    private AmzDate() {}

    /** The instant, or empty if {@code text} has another form. Read by hand: every request carries one. */
    public static Optional<Instant> parse(String text) {
        if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            return Optional.empty();
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 4, 6);
        int day = digits(text, 6, 8);
        int hour = digits(text, 9, 11);
        int minute = digits(text, 11, 13);
        int second = digits(text, 13, 15);
        if ((year | month | day | hour | minute | second) < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The text of an instant, without fractions of a second. */
    public static String format(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(LENGTH);
        append(out, time.getYear(), 4);
        append(out, time.getMonthValue(), 2);
        append(out, time.getDayOfMonth(), 2);
        out.append('T');
        append(out, time.getHour(), 2);
        append(out, time.getMinute(), 2);
        append(out, time.getSecond(), 2);
        return out.append('Z').toString();
    }

    private static void append(StringBuilder out, int value, int digits) {
        for (int scale = digits == 4 ? 1000 : 10; scale > 0; scale /= 10) {
            out.append((char) ('0' + value / scale % 10));
        }
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
