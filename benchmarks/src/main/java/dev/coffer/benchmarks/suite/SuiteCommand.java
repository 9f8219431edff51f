package dev.coffer.benchmarks.suite;

import dev.coffer.benchmarks.report.ReportJson;
import dev.coffer.cli.CommandFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code suite}: what {@code ./coffer bench} runs when no other command is named. */
@Command(
        name = "suite",
        description = {
            "Runs every benchmark on a standalone of its own and writes benchmarks/results/*.md and *.json.",
            "Exit code 0 when it ran: a bar that is missed is reported, it is no failure."
        },
        mixinStandardHelpOptions = true)
public final class SuiteCommand implements Callable<Integer> {
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Within five minutes: less of everything, no bucket of 1,000,000 objects.")
    private boolean quick;

    @Option(names = "--json", description = "Prints the results as JSON.")
    private boolean json;

    @Option(names = "--results", paramLabel = "DIR", description = "Default: benchmarks/results in the checkout.")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        Path root = root();
        PrintWriter err = spec.commandLine().getErr();
        Suite suite = new Suite(root.resolve("coffer"), quick ? Extent.QUICK : Extent.FULL, said -> {
            err.println("coffer: " + said);
            err.flush();
        });
        Results results = suite.run();
        Path report = write(results, folder != null ? folder : root.resolve("benchmarks/results"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? ReportJson.write(results) : results.markdown());
        out.flush();
        err.println("coffer: written to " + report);
        return 0;
    }

    private static Path write(Results results, Path folder) {
        String name = FILE_TIME.format(results.at()) + "-" + results.extent().name();
        Path report = folder.resolve(name + ".md");
        try {
            Files.createDirectories(folder);
            Files.writeString(report, results.markdown());
            Files.writeString(folder.resolve(name + ".json"), ReportJson.write(results) + "\n");
        } catch (IOException e) {
            throw new CommandFailed("cannot write " + report + ": " + e.getMessage(), e);
        }
        return report;
    }

    private static Path root() {
        String root = System.getProperty("coffer.root");
        if (root == null) {
            throw new CommandFailed("start the suite by ./coffer bench");
        }
        return Path.of(root);
    }
}
