package dev.coffer.platform.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Makes the secrets of a deployment at its first start, and nothing at later ones: one folder a service, in which are the
 * secrets of the pairs that it is part of, the gateway's public key, its database's password, and, in the gateway's, the
 * signing key. Who may call whom is decided here: a pair without a secret cannot talk.
 */
public final class TrustSetup {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String GATEWAY = "gateway";

    private final Path root;
    private final List<String> regions;

    TrustSetup(Path root, List<String> regions) {
        this.root = root;
        this.regions = List.copyOf(regions);
    }

    /**
     * Runs in an init container.
     *
     * @param args the folder of folders, and the regions
     */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        if (args.length < 2) {
            System.err.println("usage: TrustSetup FOLDER REGION...");
            System.exit(2);
        }
        new TrustSetup(Path.of(args[0]), List.of(args).subList(1, args.length)).run();
    }

    void run() throws IOException, GeneralSecurityException {
        gatewayKey();
        for (Pair pair : pairs()) {
            Path callers = root.resolve(pair.caller()).resolve(pair.name());
            String secret = Files.exists(callers) ? Files.readString(callers) : random();
            write(callers, secret);
            write(root.resolve(pair.callee()).resolve(pair.name()), secret);
        }
        for (String service : services()) {
            Path folder = root.resolve(service);
            Files.copy(
                    root.resolve(GATEWAY).resolve("gateway-public.pem"),
                    temporary(folder),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary(folder), folder.resolve("gateway-public.pem"), StandardCopyOption.REPLACE_EXISTING);
        }
        databasePasswords();
    }

    private record Pair(String caller, String callee) {
        String name() {
            return caller + "--" + callee;
        }
    }

    /** The arrows of the architecture. */
    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (String region : regions) {
            String storage = "storage." + region;
            String kms = "kms." + region;
            pairs.add(new Pair(GATEWAY, storage));
            pairs.add(new Pair(GATEWAY, kms));
            pairs.add(new Pair(storage, kms));
            pairs.add(new Pair(storage, GATEWAY));
            pairs.add(new Pair(kms, GATEWAY));
            pairs.add(new Pair("replication", storage));
            for (String other : regions) {
                if (!other.equals(region)) {
                    pairs.add(new Pair(storage, "storage." + other)); // a copy from another region
                }
            }
        }
        pairs.add(new Pair(GATEWAY, "audit"));
        pairs.add(new Pair(GATEWAY, "replication"));
        pairs.add(new Pair("audit", GATEWAY));
        pairs.add(new Pair("replication", GATEWAY));
        return pairs;
    }

    private List<String> services() {
        List<String> services = new ArrayList<>(List.of(GATEWAY, "audit", "replication"));
        for (String region : regions) {
            services.add("storage." + region);
            services.add("kms." + region);
        }
        return services;
    }

    /** One password a database, in the folders of the services that use it and in one of the database's own. */
    private void databasePasswords() throws IOException {
        for (String region : regions) {
            databasePassword("postgres." + region, List.of("storage." + region, "kms." + region));
        }
        databasePassword("postgres.control", List.of(GATEWAY, "replication"));
        databasePassword("postgres.audit", List.of("audit"));
    }

    private void databasePassword(String database, List<String> services) throws IOException {
        Path file = root.resolve(database).resolve("password");
        String password = Files.exists(file) ? Files.readString(file) : random();
        write(file, password);
        // PostgreSQL's image reads it as a user of its own; the folder is mounted into that one container only.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String service : services) {
            write(root.resolve(service).resolve("secret.properties"), "quarkus.datasource.password=" + password + "\n");
        }
    }

    private void gatewayKey() throws IOException, GeneralSecurityException {
        Path signing = root.resolve(GATEWAY).resolve("gateway-signing.pem");
        if (Files.exists(signing)) {
            return;
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        write(
                root.resolve(GATEWAY).resolve("gateway-public.pem"),
                pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        write(signing, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Path temporary(Path folder) {
        return folder.resolve(".writing");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = temporary(file.getParent());
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
