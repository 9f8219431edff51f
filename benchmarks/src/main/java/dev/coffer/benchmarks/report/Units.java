package dev.coffer.benchmarks.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and figures as text. */
public final class Units {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB|K|M|G)?");
    private static final long KIB = 1024;

    private Units() {}

    /** Bytes of {@code 4KiB}, {@code 10 MiB}, {@code 512}. */
    public static long parseSize(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size (4KiB, 10MiB, 512): " + text);
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "B" : matcher.group(2).substring(0, 1);
        return switch (unit) {
            case "K" -> Math.multiplyExact(number, KIB);
            case "M" -> Math.multiplyExact(number, KIB * KIB);
            case "G" -> Math.multiplyExact(number, KIB * KIB * KIB);
            default -> number;
        };
    }

    /** {@code 4 KiB}, {@code 10 MiB}. */
    public static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double value = bytes;
        int unit = 0;
        while (value >= KIB && unit < units.length - 1) {
            value /= KIB;
            unit++;
        }
        return (value == Math.rint(value)
                        ? String.format(Locale.ROOT, "%.0f", value)
                        : String.format(Locale.ROOT, "%.1f", value))
                + " " + units[unit];
    }

    /** A figure with three significant digits, thousands separated. */
    public static String figure(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == 0) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return String.format(Locale.ROOT, size >= 1 ? "%.2f" : "%.3f", value);
    }
}
