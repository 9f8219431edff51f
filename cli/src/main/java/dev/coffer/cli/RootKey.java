package dev.coffer.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** The root key of a deployment's first account, as the gateway keeps it in {@code root-credentials.json}. */
record RootKey(String accountId, Credentials credentials) {
    /** Reads the file's content; {@code source} names it in the failure. */
    static RootKey parse(String text, String source) {
        JsonNode json = Json.read(text, source);
        return new RootKey(
                json.path("accountId").asText(),
                new Credentials(
                        json.path("accessKeyId").asText(),
                        json.path("secretAccessKey").asText()));
    }
}
