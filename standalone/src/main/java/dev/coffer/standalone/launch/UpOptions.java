package dev.coffer.standalone.launch;

import dev.coffer.aws.Region;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code ./coffer up} takes; see {@code ./coffer up --help}. */
@Command(
        name = "coffer up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts S3, KMS and CloudTrail of several regions in one process.")
final class UpOptions {
    enum Floor {
        AES256,
        none
    }

    @Option(names = "--port", defaultValue = "9000", description = "HTTP port; 0 picks a free one (default: 9000)")
    int port;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "address to listen on (default: 127.0.0.1)")
    String host = "127.0.0.1";

    @Option(names = "--data", description = "folder of all state")
    Optional<Path> data = Optional.empty();

    @Option(
            names = "--regions",
            split = ",",
            defaultValue = "us-east-1,eu-west-1",
            converter = RegionConverter.class,
            description = "regions to serve (default: us-east-1,eu-west-1)")
    List<Region> regions = List.of();

    @Option(names = "--accounts", description = "accounts file that seeds what is missing")
    Optional<Path> accounts = Optional.empty();

    @Option(
            names = "--encryption-floor",
            defaultValue = "AES256",
            description =
                    "encryption of objects when neither request nor bucket says: AES256 or none (default: AES256)")
    Floor encryptionFloor = Floor.AES256;

    @Option(names = "--kafka-port", defaultValue = "0", description = "Kafka's port; 0 picks a free one (default: 0)")
    int kafkaPort;

    @Option(
            names = "--bucket-key-lifetime",
            defaultValue = "300s",
            converter = DurationConverter.class,
            description = "how long a bucket key is used, such as 300s or 5m (default: 300s)")
    Duration bucketKeyLifetime = Duration.ofMinutes(5);

    @Option(names = "--simulated-clock", description = "lets the admin API move the clock of lifetimes")
    boolean simulatedClock;

    @Option(
            names = "--quiet",
            description = "does not print endpoint and root key; the key is in the data folder, for env")
    boolean quiet;

    /** A region's name. */
    static final class RegionConverter implements ITypeConverter<Region> {
        @Override
        public Region convert(String value) {
            try {
                return new Region(value.strip());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** {@code 300s}, {@code 5m}, {@code 2h}, plain seconds, or ISO 8601. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");

        @Override
        public Duration convert(String value) {
            Matcher matcher = SHORT.matcher(value);
            if (!matcher.matches()) {
                return iso(value);
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> Duration.ofSeconds(amount);
            };
        }

        private static Duration iso(String value) {
            try {
                return Duration.parse(value.toUpperCase(Locale.ROOT));
            } catch (java.time.format.DateTimeParseException e) {
                throw new TypeConversionException("not a duration (300s, 5m, 2h): " + value);
            }
        }
    }
}
