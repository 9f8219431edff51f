package dev.coffer.platform.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The folder of one part of a deployment, which it alone sees: its files are readable by its owner only, and replaced as a
 * whole, so that a kill leaves the old one or the new one.
 */
record SecretFolder(Path path) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    /** The secret in a file, made if there is none, as {@link #fresh} makes it. */
    String secret(String name) throws IOException {
        Path file = path.resolve(name);
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        String secret = fresh();
        write(name, secret);
        return secret;
    }

    /** A new secret: 256 bits in URL-safe base64. */
    static String fresh() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Writes or replaces a file. */
    void write(String name, String text) throws IOException {
        Files.createDirectories(path);
        Path fresh = path.resolve(".writing");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, path.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes or replaces a file of properties; names and values are printable ASCII without backslashes. */
    void write(String name, Map<String, String> properties) throws IOException {
        write(
                name,
                new TreeMap<>(properties)
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue() + "\n")
                                .collect(Collectors.joining()));
    }

    /**
     * Lets the user of another image read a file: PostgreSQL's and Kafka's run as users of their own. The folder is mounted
     * into that one container only.
     */
    void open(String name) throws IOException {
        Files.setPosixFilePermissions(path.resolve(name), PosixFilePermissions.fromString("r--r--r--"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
