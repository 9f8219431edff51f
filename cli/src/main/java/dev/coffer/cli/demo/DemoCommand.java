package dev.coffer.cli.demo;

import dev.coffer.cli.Credentials;
import dev.coffer.cli.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code demo}: finds or starts a deployment, plays the {@link Scenario}, prints the report, takes everything back. */
@Command(
        name = "demo",
        description = {
            "Shows what S3 Bucket Keys change, measured on real files: KMS calls, cost, throttling, audit trail, replicas.",
            "Without --endpoint it starts two regions for itself in a temporary folder."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int SIDE_BY_SIDE = 16;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The files to use (default: the checkout's own sources).")
    private @Nullable Path folder;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "A running deployment; the credentials come from the AWS variables.")
    private @Nullable URI endpoint;

    @Option(
            names = "--objects",
            paramLabel = "N",
            description = "The first N files in path order, repeated under numbered keys if there are fewer.")
    private @Nullable Integer objects;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Option(names = "--keep", description = "Leaves buckets, users, keys and a started instance as they are.")
    private boolean keep;

    private String kept = "";

    @Override
    public Integer call() {
        List<Sample> samples = samples();
        Workers workers = new Workers(SIDE_BY_SIDE);
        Undo instance = new Undo();
        Undo made = new Undo();
        Interruption interruption = Interruption.guard(workers, () -> takeBack(made, instance));
        boolean complete = false;
        try {
            Progress progress = Progress.onStderr();
            Stage stage = stage(instance, progress);
            Report report = Scenario.play(stage, root(), samples, progress, workers, made);
            print(report);
            complete = true;
            return 0;
        } finally {
            finish(interruption, made, instance, complete);
        }
    }

    private List<Sample> samples() {
        if (objects != null && objects < 1) {
            throw new ParameterException(spec.commandLine(), "--objects needs a number above 0");
        }
        return SourceFiles.below(root(), objects == null ? OptionalInt.empty() : OptionalInt.of(objects));
    }

    private Path root() {
        return folder != null ? folder : Path.of(System.getProperty("coffer.root", "."));
    }

    private Stage stage(Undo instance, Progress progress) {
        if (endpoint != null) {
            kept = "everything named coffer-demo-…";
            return Stage.at(endpoint, Credentials.fromEnvironment());
        }
        try (Progress.Phase phase = progress.phase("start two regions", 1)) {
            OwnInstance own = OwnInstance.start(instance);
            phase.step();
            kept = "./coffer env --data %1$s shows how to reach it, ./coffer down --data %1$s ends it"
                    .formatted(own.data());
            return own.stage();
        }
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(report));
        } else {
            new ReportText(report).lines().forEach(out::println);
        }
        out.flush();
    }

    private void finish(Interruption interruption, Undo made, Undo instance, boolean complete) {
        if (!interruption.end()) {
            return;
        }
        if (keep && complete) {
            System.err.println("coffer: kept: " + kept);
            return;
        }
        takeBack(made, instance);
    }

    /** An instance of our own goes as a whole, so nothing in it needs to be removed first. */
    private void takeBack(Undo made, Undo instance) {
        if (endpoint == null) {
            made.forget();
        }
        made.tell(System.err);
        instance.tell(System.err);
    }
}
