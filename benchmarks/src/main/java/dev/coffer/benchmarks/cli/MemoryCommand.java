package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.server.UploadMemory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code memory}: the standalone's memory while many clients upload. */
@Command(
        name = "memory",
        description = "Heap, direct buffers and PSS of the standalone of a data folder while clients upload.",
        mixinStandardHelpOptions = true)
final class MemoryCommand implements Callable<Integer> {
    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Option(names = "--clients", defaultValue = "32", description = "Default: ${DEFAULT-VALUE}")
    private int clients;

    @Option(names = "--size", defaultValue = "256MiB", converter = Variant.SizeConverter.class)
    private long size;

    @Override
    public Integer call() {
        output.print(UploadMemory.measure(target.endpoint(), target.process(), clients, size));
        return 0;
    }
}
