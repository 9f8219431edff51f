package dev.coffer.platform.trust;

import dev.coffer.platform.trust.Topology.Call;
import dev.coffer.platform.trust.Topology.Owner;
import dev.coffer.platform.trust.Topology.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the secrets of a deployment at its first start, and the same files from them at later ones. One folder a part:
 *
 * <table>
 * <caption>Folders and files</caption>
 * <tr><td>{@code SERVICE}</td><td>{@code CALLER--CALLEE} of each pair that it is part of; {@code gateway-public.pem};
 *   {@code database.password}, {@code kafka.password}, and both as configuration in {@code secret.properties}</td></tr>
 * <tr><td>{@code gateway}</td><td>also {@code gateway-signing.pem}</td></tr>
 * <tr><td>{@code postgres.SERVER}</td><td>{@code password} of the superuser, {@code roles.sql}</td></tr>
 * <tr><td>{@code kafka}</td><td>{@code broker.properties}</td></tr>
 * <tr><td>{@code kafka-setup}</td><td>{@code admin.properties}, {@code users.properties}</td></tr>
 * <tr><td>{@code consumer}</td><td>{@code kafka.properties}, for consumers outside of the deployment</td></tr>
 * </table>
 *
 * A service sees its own folder only.
 */
public final class TrustSetup {
    private static final String GATEWAY = Audience.GATEWAY.name();

    private final Path root;
    private final Topology topology;

    TrustSetup(Path root, Topology topology) {
        this.root = root;
        this.topology = topology;
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
        new TrustSetup(Path.of(args[0]), Topology.of(List.of(args).subList(1, args.length))).run();
    }

    void run() throws IOException, GeneralSecurityException {
        calls();
        databases();
        kafka();
        for (String service : topology.services()) {
            folder(service).write("secret.properties", configuration(service));
        }
    }

    /** The names of all folders. */
    List<String> folders() {
        List<String> folders = new ArrayList<>(topology.services());
        topology.servers().forEach(server -> folders.add(server.folder()));
        folders.addAll(List.of("kafka", "kafka-setup", Topology.CONSUMER));
        return folders;
    }

    private SecretFolder folder(String name) {
        return new SecretFolder(root.resolve(name));
    }

    private void calls() throws IOException, GeneralSecurityException {
        String publicKey = gatewayKey();
        for (String service : topology.services()) {
            folder(service).write("gateway-public.pem", publicKey);
        }
        for (Call call : topology.calls()) {
            folder(call.callee()).write(call.name(), folder(call.caller()).secret(call.name()));
        }
    }

    private void databases() throws IOException, GeneralSecurityException {
        for (Server server : topology.servers()) {
            SecretFolder folder = folder(server.folder());
            folder.secret("password");
            folder.open("password");
            Map<String, String> passwords = new LinkedHashMap<>();
            for (Owner owner : server.owners()) {
                passwords.put(owner.service(), databasePassword(owner.service()));
            }
            folder.write("roles.sql", DatabaseRoles.sql(server.owners(), passwords));
            folder.open("roles.sql");
        }
    }

    private String databasePassword(String service) throws IOException {
        return folder(service).secret("database.password");
    }

    private void kafka() throws IOException {
        SecretFolder setup = folder("kafka-setup");
        String setupPassword = setup.secret("password");
        SecretFolder broker = folder("kafka");
        broker.write("broker.properties", KafkaCredentials.broker(broker.secret("password"), setupPassword));
        broker.open("broker.properties");
        Map<String, String> users = new LinkedHashMap<>();
        for (String service : topology.kafkaServices()) {
            users.put(service, kafkaPassword(service));
        }
        users.put(Topology.CONSUMER, kafkaPassword(Topology.CONSUMER));
        setup.write("admin.properties", KafkaCredentials.admin(setupPassword));
        setup.write("users.properties", users);
        folder(Topology.CONSUMER)
                .write(
                        "kafka.properties",
                        KafkaCredentials.scram("", Topology.CONSUMER, kafkaPassword(Topology.CONSUMER)));
    }

    private String kafkaPassword(String user) throws IOException {
        return folder(user).secret("kafka.password");
    }

    private Map<String, String> configuration(String service) throws IOException {
        Map<String, String> settings = new HashMap<>(DatabaseRoles.settings(service, databasePassword(service)));
        if (topology.kafkaServices().contains(service)) {
            settings.putAll(KafkaCredentials.scram("kafka.", service, kafkaPassword(service)));
        }
        return settings;
    }

    /** The public key that every service is given; the signing key is the gateway's alone. */
    private String gatewayKey() throws IOException, GeneralSecurityException {
        SecretFolder gateway = folder(GATEWAY);
        Path publicKey = gateway.path().resolve("gateway-public.pem");
        if (!Files.exists(gateway.path().resolve("gateway-signing.pem"))) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            gateway.write(
                    "gateway-public.pem", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            gateway.write(
                    "gateway-signing.pem", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        }
        return Files.readString(publicKey);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
