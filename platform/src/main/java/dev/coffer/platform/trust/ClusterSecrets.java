package dev.coffer.platform.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What {@link TrustSetup} makes, and {@link SharedRoots}, as Secrets of the Kubernetes namespace that this runs in: one a
 * service, {@code coffer-trust-SERVICE}, with a file an entry. What is there stays, so that it may run at every
 * installation and after a region has been added.
 */
public final class ClusterSecrets {
    private final KubernetesSecrets cluster;
    private final Path folder;
    private final Topology topology;

    ClusterSecrets(KubernetesSecrets cluster, Path folder, Topology topology) {
        this.cluster = cluster;
        this.folder = folder;
        this.topology = topology;
    }

    /**
     * Runs in a Job whose service account may read, create and update Secrets.
     *
     * @param args an empty folder, and the regions
     */
    public static void main(String[] args) throws IOException, GeneralSecurityException, InterruptedException {
        if (args.length < 2) {
            System.err.println("usage: ClusterSecrets FOLDER REGION...");
            System.exit(2);
        }
        Topology topology = Topology.of(List.of(args).subList(1, args.length));
        new ClusterSecrets(KubernetesSecrets.ofPod(), Path.of(args[0]), topology).run();
    }

    void run() throws IOException, GeneralSecurityException, InterruptedException {
        TrustSetup setup = new TrustSetup(folder, topology);
        Map<String, KubernetesSecrets.Secret> there = new TreeMap<>();
        for (String name : setup.folders()) {
            KubernetesSecrets.Secret secret = cluster.read(secretName(name));
            there.put(name, secret);
            for (Map.Entry<String, byte[]> file : secret.files().entrySet()) {
                Files.createDirectories(folder.resolve(name));
                Files.write(folder.resolve(name).resolve(file.getKey()), file.getValue());
            }
        }
        setup.run();
        SharedRoots.make(folder, topology);
        for (Map.Entry<String, KubernetesSecrets.Secret> secret : there.entrySet()) {
            cluster.write(secret.getValue().with(files(folder.resolve(secret.getKey()))));
        }
    }

    private static String secretName(String service) {
        return "coffer-trust-" + service.replace('.', '-');
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
