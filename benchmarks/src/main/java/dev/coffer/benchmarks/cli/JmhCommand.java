package dev.coffer.benchmarks.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code jmh}: the micro-benchmarks, with JMH's own options. */
@Command(
        name = "jmh",
        description = {
            "The micro-benchmarks: frames, wrapping, signatures, listing XML. Takes JMH's own options:",
            "a pattern of names, -f forks, -i iterations, -prof gc, -rf json -rff FILE; -h lists them all."
        })
final class JmhCommand implements Callable<Integer> {
    private static final String OURS = "dev.coffer.benchmarks.jmh";

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        org.openjdk.jmh.Main.main(options.isEmpty() ? new String[] {OURS} : options.toArray(String[]::new));
        return 0;
    }
}
