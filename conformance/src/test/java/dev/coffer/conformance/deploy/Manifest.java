package dev.coffer.conformance.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.coffer.conformance.support.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One resource as it stands in a file, before kustomize: that adds namespaces, suffixes and labels, and nothing that is
 * asked here.
 */
record Manifest(Path file, JsonNode content) {
    static final Path FOLDER = Checkout.root().resolve("deploy/kubernetes");

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> RUNS_ON = Set.of("Deployment", "StatefulSet");

    /** Every resource of the files below a folder of {@link #FOLDER}. */
    static List<Manifest> below(String folder) {
        List<Manifest> manifests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FOLDER.resolve(folder))) {
            for (Path file : files.filter(Manifest::hasResources).sorted().toList()) {
                try (MappingIterator<JsonNode> documents =
                        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
                    documents.forEachRemaining(content -> manifests.add(new Manifest(file, content)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return manifests;
    }

    private static boolean hasResources(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") && !name.endsWith(".patch.yaml") && !name.equals("kustomization.yaml");
    }

    String kind() {
        return content.path("kind").asText();
    }

    String apiVersion() {
        return content.path("apiVersion").asText();
    }

    String name() {
        return content.path("metadata").path("name").asText();
    }

    /** Whether it describes pods. */
    boolean hasPods() {
        return content.path("spec").path("template").path("spec").has("containers");
    }

    /** Whether its pods are there to stay. */
    boolean runsOn() {
        return RUNS_ON.contains(kind());
    }

    JsonNode podLabels() {
        return content.path("spec").path("template").path("metadata").path("labels");
    }

    JsonNode pod() {
        return content.path("spec").path("template").path("spec");
    }

    List<JsonNode> containers() {
        return elements(pod().path("containers"));
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Override
    public String toString() {
        return FOLDER.relativize(file) + ": " + kind() + " " + name();
    }
}
