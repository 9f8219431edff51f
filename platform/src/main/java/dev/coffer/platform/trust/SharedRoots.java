package dev.coffer.platform.trust;

import dev.coffer.aws.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Roots that all instances of a service have to share, where instances have no data folder of their own to keep one in:
 * the key that seals access keys at the gateways, the root under a region's SSE-S3 keys, and the one that wraps the KMS
 * keys of a region. Each is in {@code roots.properties} of its service's folder, made once and never again: with a new one
 * nothing could be read that lies under the old one.
 */
final class SharedRoots {
    static final String FILE = "roots.properties";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SharedRoots() {}

    /** Makes those that are missing. */
    static void make(Path root, Topology topology) throws IOException {
        make(root, Audience.GATEWAY, "coffer.access-keys.sealing-key");
        for (Region region : topology.regions()) {
            make(root, Audience.storage(region), "coffer.sse-s3.root");
            make(root, Audience.kms(region), "coffer.kms.root-key");
        }
    }

    private static void make(Path root, Audience service, String property) throws IOException {
        SecretFolder folder = new SecretFolder(root.resolve(service.name()));
        if (!Files.exists(folder.path().resolve(FILE))) {
            byte[] key = new byte[BYTES];
            RANDOM.nextBytes(key);
            folder.write(FILE, Map.of(property, Base64.getEncoder().encodeToString(key)));
            Arrays.fill(key, (byte) 0);
        }
    }
}
