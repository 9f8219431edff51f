package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.lag.ReplicationLag;
import dev.coffer.benchmarks.lag.ReplicationPair;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replication}: lag and throughput between two regions of one endpoint. */
@Command(
        name = "replication",
        description = "Replication between two regions: lag, idle and under load, and throughput.",
        mixinStandardHelpOptions = true)
final class ReplicationCommand implements Callable<Integer> {
    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Option(names = "--to", defaultValue = "eu-west-1", description = "Destination (default: ${DEFAULT-VALUE})")
    private String destination;

    @Option(names = "--role", description = "ARN of the role that replicates (default: one made by Coffer's admin API)")
    private @Nullable String role;

    @Option(names = "--probes", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}")
    private int probes;

    @Option(names = "--load", defaultValue = "200", description = "Other PUTs a second (default: ${DEFAULT-VALUE})")
    private double load;

    @Option(names = "--objects", defaultValue = "20000", description = "For the throughput (default: ${DEFAULT-VALUE})")
    private long objects;

    @Option(names = "--size", defaultValue = "4KiB", converter = Variant.SizeConverter.class)
    private long size;

    @Override
    public Integer call() {
        ReplicationPair pair =
                ReplicationPair.create(target.endpoint(), target.endpoint().in(destination), Optional.ofNullable(role));
        output.print(ReplicationLag.measure(pair, new ReplicationLag.Size(probes, load, objects, size)));
        return 0;
    }
}
