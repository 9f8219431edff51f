package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.lag.AuditLag;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit}: how soon a KMS call is found by LookupEvents. */
@Command(
        name = "audit",
        description = "The audit trail's lag: KMS call answered until LookupEvents finds it.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Option(names = "--probes", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}")
    private int probes;

    @Option(
            names = "--load",
            defaultValue = "1000",
            description = "Other KMS calls a second (default: ${DEFAULT-VALUE})")
    private double load;

    @Override
    public Integer call() {
        output.print(AuditLag.measure(target.endpoint(), probes, load));
        return 0;
    }
}
