package dev.coffer.benchmarks.load;

import dev.coffer.benchmarks.wire.Endpoint;

/**
 * One side of a comparison: the same work on another endpoint, or with other options.
 *
 * @param service what requests are signed for, such as {@code s3}
 */
public record Contender(String name, Endpoint endpoint, String service, Workload workload, CpuTime cpu) {}
