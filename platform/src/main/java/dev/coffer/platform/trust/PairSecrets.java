package dev.coffer.platform.trust;

import dev.coffer.envelope.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The secrets that this service shares with each of its peers, one file a pair, named {@code CALLER--CALLEE}. A service
 * has the files of its own pairs only, so a call can come from nobody else; a pair that has no file cannot talk.
 */
public final class PairSecrets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final String BETWEEN = "--";
    private static final int MIN_BYTES = 32;

    private final Path folder;
    private final Map<String, SecretBytes> read = new ConcurrentHashMap<>();

    /** @param folder with the files of this service's pairs */
    public PairSecrets(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads all of them, so that one that can't be used is told at the start, not by the first call.
     *
     * @throws IllegalStateException with one line for people, if one can't be read or there is none
     */
    public void verify() {
        List<Path> pairs;
        try (Stream<Path> files = Files.list(folder)) {
            pairs = files.filter(file -> file.getFileName().toString().contains(BETWEEN))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the secrets in " + folder, e);
        }
        if (pairs.isEmpty()) {
            throw new IllegalStateException("no secret that this service shares with another is in " + folder);
        }
        for (Path pair : pairs) {
            read(pair).close();
        }
    }

    /** The secret with which {@code caller} signs its calls to {@code callee}, if the two may talk. */
    public Optional<SecretBytes> between(String caller, String callee) {
        if (!NAME.matcher(caller).matches() || !NAME.matcher(callee).matches()) {
            return Optional.empty();
        }
        String pair = caller + BETWEEN + callee;
        SecretBytes known = read.get(pair);
        if (known != null) {
            return Optional.of(known);
        }
        Path file = folder.resolve(pair);
        return Files.isReadable(file) ? Optional.of(read.computeIfAbsent(pair, p -> read(file))) : Optional.empty();
    }

    private static SecretBytes read(Path file) {
        try {
            byte[] secret = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
            if (secret.length < MIN_BYTES) {
                throw new IllegalStateException("the secret in " + file + " is shorter than " + MIN_BYTES + " bytes");
            }
            return SecretBytes.adopt(secret);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the secret in " + file, e);
        }
    }
}
