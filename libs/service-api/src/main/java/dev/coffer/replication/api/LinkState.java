package dev.coffer.replication.api;

/** How a link between two regions behaves; {@code bytesPerSecond} 0: unlimited. */
public record LinkState(boolean cut, int latencyMs, double lossPercent, long bytesPerSecond) {
    /** A healthy link. */
    public static final LinkState HEALTHY = new LinkState(false, 0, 0, 0);
}
