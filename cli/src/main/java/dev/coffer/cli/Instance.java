package dev.coffer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a running standalone says of itself in {@code DATA/run/instance.json}. */
public record Instance(
        long pid, URI endpoint, String kafkaBootstrapServers, List<String> regions, boolean ready, String version) {
    /** Copies the list. */
    public Instance {
        regions = List.copyOf(regions);
    }

    /** Reads the file's content. */
    static Instance parse(String text, String source) {
        JsonNode json = Json.read(text, source);
        if (!json.path("pid").canConvertToLong() || !json.path("endpoint").isTextual()) {
            throw new CommandFailed(source + " does not describe an instance");
        }
        List<String> regions =
                json.path("regions").valueStream().map(JsonNode::asText).toList();
        return new Instance(
                json.path("pid").asLong(),
                URI.create(json.path("endpoint").asText()),
                json.path("kafkaBootstrapServers").asText(),
                regions,
                json.path("ready").asBoolean(),
                json.path("version").asText());
    }

    /**
     * The process, if it is alive and this instance's: a process id may have been given to another since, but the
     * standalone's command line contains its data folder.
     */
    public Optional<ProcessHandle> process(Path data) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(p -> p.info()
                        .commandLine()
                        .map(line -> line.contains(data.toString()))
                        .orElse(true));
    }
}
