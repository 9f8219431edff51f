package dev.coffer.kms.crypto;

import dev.coffer.aws.Region;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.platform.secrets.SecretFile;
import dev.coffer.platform.sql.Database;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The root key that belongs to the data. Each region's row has a mark made by the root key; a key that doesn't know every
 * mark is refused before anything is read or written with it. It comes from the configuration ({@code
 * COFFER_KMS_ROOT_KEY}, base64 of 32 bytes) or else from {@code DATA/secrets/kms-root-key}. A new key is made only where there is no mark yet.
 */
public final class RootKeys {
    private final Database database;
    private final List<Region> regions;
    private final Optional<String> configured;
    private final Path path;
    private final SecretFile file;

    /**
     * @param database with the schema up to date
     * @param regions that this process serves
     * @param configured base64, or nothing: the file counts
     * @param data the data folder
     */
    public RootKeys(Database database, List<Region> regions, Optional<String> configured, Path data) {
        this.database = database;
        this.regions = regions;
        this.configured = configured;
        this.path = data.resolve("secrets").resolve("kms-root-key");
        this.file = new SecretFile(path);
    }

    private record Mark(Region region, byte[] bytes) {}

    /**
     * Finds the root key, makes it at the very first start, and marks regions that are new.
     *
     * @throws RootKeyUnusable with one line for people, if there is none that fits the data
     */
    public RootKey load() {
        RootKey key = find(marks().isEmpty());
        requireKnown(key);
        for (Region region : regions) {
            database.statements()
                    .update(
                            "insert into kms.region_state (region, root_key_mark) values ($1, $2)"
                                    + " on conflict (region) do nothing",
                            region.id(),
                            Buffer.buffer(key.mark(region)));
        }
        requireKnown(key); // another instance may have been faster, with another key
        return key;
    }

    private RootKey find(boolean mayCreate) {
        if (configured.isPresent()) {
            return rootKey(decoded(configured.get()));
        }
        if (mayCreate) {
            return rootKey(file.readOrCreate(RootKeys::fresh));
        }
        return rootKey(file.read()
                .orElseThrow(() -> new RootKeyUnusable("The KMS root key " + path
                        + " is missing, and this data was encrypted under it: put it back, or set"
                        + " COFFER_KMS_ROOT_KEY")));
    }

    private RootKey rootKey(byte[] bytes) {
        if (bytes.length != RootKey.BYTES) {
            Arrays.fill(bytes, (byte) 0);
            throw new RootKeyUnusable(
                    "The KMS root key in " + where() + " has " + bytes.length + " bytes instead of " + RootKey.BYTES);
        }
        return new RootKey(SecretBytes.adopt(bytes));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new RootKeyUnusable("COFFER_KMS_ROOT_KEY is not base64");
        }
    }

    private static byte[] fresh() {
        try (SecretBytes random = SecretBytes.random(RootKey.BYTES)) {
            return random.use(byte[]::clone);
        }
    }

    private String where() {
        return configured.isPresent() ? "COFFER_KMS_ROOT_KEY" : path.toString();
    }

    private void requireKnown(RootKey key) {
        for (Mark mark : marks()) {
            if (!key.knows(mark.region(), mark.bytes())) {
                throw new RootKeyUnusable("The KMS root key in " + where() + " is not the one that the keys of "
                        + mark.region() + " were wrapped by; nothing was changed");
            }
        }
    }

    private List<Mark> marks() {
        return database.statements()
                .query(
                        "select region, root_key_mark from kms.region_state",
                        row -> new Mark(
                                new Region(row.getString(0)), row.getBuffer(1).getBytes()));
    }
}
