package dev.coffer.cli;

/** An access key; the secret is never printed by {@link #toString()}. */
public record Credentials(String accessKeyId, String secretAccessKey) {
    @Override
    public String toString() {
        return accessKeyId;
    }
}
