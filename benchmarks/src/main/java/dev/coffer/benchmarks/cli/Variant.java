package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.s3.Encryption;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.Credentials;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One side of a comparison as the command line says it: {@code NAME[,property=value …]}.
 *
 * <pre>
 * endpoint      another endpoint than --endpoint
 * credentials   prefix of the environment variables PREFIX_ACCESS_KEY_ID and PREFIX_SECRET_ACCESS_KEY
 * region        another region than --region
 * encryption    plaintext, default, aes256, kms, bucket-key
 * kms-key       ARN or alias; "new" makes one by KMS, without it the service uses its own
 * bucket        one that is there, instead of a new one
 * </pre>
 */
public record Variant(String name, Map<String, String> properties) {
    private static final Set<String> KNOWN =
            Set.of("endpoint", "credentials", "region", "encryption", "kms-key", "bucket");

    /** Reads an option's value. */
    public static Variant parse(String text) {
        String[] parts = text.split(",");
        Map<String, String> properties = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String property = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            if (equals < 0 || !KNOWN.contains(property)) {
                throw new IllegalArgumentException(
                        "a variant is NAME[,property=value …] with " + KNOWN + ", not " + text);
            }
            properties.put(property, parts[i].substring(equals + 1));
        }
        Encryption.Kind.parse(properties.getOrDefault("encryption", "plaintext"));
        return new Variant(parts[0], properties);
    }

    /** A property's value. */
    public Optional<String> get(String property) {
        return Optional.ofNullable(properties.get(property));
    }

    /** How objects are encrypted. */
    public Encryption.Kind encryption() {
        return Encryption.Kind.parse(properties.getOrDefault("encryption", "plaintext"));
    }

    /** Where the load goes; {@code common} where the variant says nothing. */
    public Endpoint endpoint(Target common) {
        return new Endpoint(
                get("endpoint").map(URI::create).orElseGet(common::uri),
                get("region").orElse(common.region()),
                get("credentials").map(Variant::ofEnvironment).orElseGet(common::credentials));
    }

    private static Credentials ofEnvironment(String prefix) {
        String id = System.getenv(prefix + "_ACCESS_KEY_ID");
        String secret = System.getenv(prefix + "_SECRET_ACCESS_KEY");
        if (id == null || secret == null) {
            throw new CommandFailed(prefix + "_ACCESS_KEY_ID and " + prefix + "_SECRET_ACCESS_KEY are not both set");
        }
        return new Credentials(id, secret);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Variant> {
        @Override
        public Variant convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** For picocli. */
    static final class SizeConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return dev.coffer.benchmarks.report.Units.parseSize(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
