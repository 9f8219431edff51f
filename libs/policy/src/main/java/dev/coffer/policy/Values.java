package dev.coffer.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers and dates as conditions write them. */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})");
    private static final Pattern EPOCH_SECONDS = Pattern.compile("-?\\d{5,12}");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Values() {}

    /** A decimal number without exponent. */
    static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** A date in one of the W3C profiles of ISO 8601 (year, month, day, minute, second, fraction), or epoch seconds. */
    static Optional<Instant> instant(String text) {
        try {
            if (EPOCH_SECONDS.matcher(text).matches()) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            if (YEAR.matcher(text).matches()) {
                return Optional.of(startOf(Year.parse(text).atDay(1)));
            }
            if (MONTH.matcher(text).matches()) {
                return Optional.of(startOf(YearMonth.parse(text).atDay(1)));
            }
            if (DAY.matcher(text).matches()) {
                return Optional.of(startOf(LocalDate.parse(text)));
            }
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
