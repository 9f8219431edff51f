package dev.coffer.gateway.s3.request;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Virtual-host style: {@code BUCKET.s3.REGION.anything}, {@code BUCKET.s3.anything}, and {@code BUCKET.} before our own
 * names ({@code localhost}, the configured endpoint's host). Any other host is path style, an address always.
 */
public final class HostNames {
    private static final Pattern S3_HOST =
            Pattern.compile("(?:(?<bucket>.+)\\.)?s3[.-](?:dualstack\\.)?(?<label>[a-z0-9-]+)(?:\\..*)?");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,12}){1,3}-\\d{1,2}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");

    private final List<String> ownSuffixes;

    /** @param endpoint the configured endpoint's URL */
    public HostNames(Optional<String> endpoint) {
        Set<String> suffixes = new LinkedHashSet<>();
        suffixes.add(".localhost");
        endpoint.map(e -> URI.create(e).getHost())
                .filter(h -> !ADDRESS.matcher(h).matches())
                .ifPresent(h -> suffixes.add("." + h.toLowerCase(Locale.ROOT)));
        this.ownSuffixes = List.copyOf(suffixes);
    }

    /**
     * What a host says.
     *
     * @param bucket virtual-host style's bucket
     * @param region as text
     */
    public record Host(Optional<String> bucket, Optional<String> region) {
        private static final Host PLAIN = new Host(Optional.empty(), Optional.empty());
    }

    /** Reads a {@code Host} header. */
    public Host read(String header) {
        String name = withoutPort(header).toLowerCase(Locale.ROOT);
        if (ADDRESS.matcher(name).matches()) {
            return Host.PLAIN;
        }
        Matcher s3 = S3_HOST.matcher(name);
        if (s3.matches()) {
            String label = s3.group("label");
            return new Host(
                    Optional.ofNullable(s3.group("bucket")),
                    REGION.matcher(label).matches() ? Optional.of(label) : Optional.empty());
        }
        for (String suffix : ownSuffixes) {
            if (name.endsWith(suffix) && name.length() > suffix.length()) {
                return new Host(Optional.of(name.substring(0, name.length() - suffix.length())), Optional.empty());
            }
        }
        return Host.PLAIN;
    }

    private static String withoutPort(String header) {
        int colon = header.lastIndexOf(':');
        return colon < 0 || header.endsWith("]") ? header : header.substring(0, colon);
    }
}
