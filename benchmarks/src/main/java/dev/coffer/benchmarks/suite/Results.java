package dev.coffer.benchmarks.suite;

import dev.coffer.benchmarks.growth.Growth;
import dev.coffer.benchmarks.lag.AuditLag;
import dev.coffer.benchmarks.lag.ReplicationLag;
import dev.coffer.benchmarks.report.Figures;
import dev.coffer.benchmarks.report.Markdown;
import dev.coffer.benchmarks.report.Units;
import dev.coffer.benchmarks.server.StartUp;
import dev.coffer.benchmarks.server.UploadMemory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** All that a run of the suite has measured. */
public record Results(
        Instant at,
        String version,
        Extent extent,
        Machine machine,
        double loadAverageAfter,
        List<Bar> bars,
        Optional<StartUp> startUp,
        Figures putSmall,
        Figures putLarge,
        Figures getSmall,
        Figures getLarge,
        Figures generateDataKey,
        Figures decrypt,
        double trailCaughtUpSeconds,
        ReplicationLag replication,
        AuditLag audit,
        List<Growth.Step> growth,
        List<Figures> trailGrowth,
        UploadMemory memory) {

    /** The report for people. */
    public String markdown() {
        Markdown out = new Markdown();
        out.heading(1, "Benchmarks of Coffer " + version + ", " + extent.name() + " run");
        out.paragraph("Made by `./coffer bench" + (extent.equals(Extent.QUICK) ? " --quick" : "") + "` at " + at
                + " on a standalone of its own, whose cores the load generator shares.");
        machine.writeTo(out);
        out.paragraph("Load average after the run: " + Units.figure(loadAverageAfter)
                + ". Above the number of cores before the run, others were at work, and only ratios mean much.");
        writeBars(out);
        out.heading(2, "Measurements");
        startUp.ifPresent(s -> s.writeTo(out));
        Stream.of(putSmall, putLarge, getSmall, getLarge, generateDataKey, decrypt)
                .forEach(f -> f.writeTo(out));
        out.paragraph("The trail showed the last of the GenerateDataKey calls " + Units.figure(trailCaughtUpSeconds)
                + " s after their end.");
        replication.writeTo(out);
        audit.writeTo(out);
        memory.writeTo(out);
        out.heading(2, "Growth");
        growth.forEach(step -> step.figures().forEach(f -> f.writeTo(out)));
        trailGrowth.forEach(f -> f.writeTo(out));
        return out.toString();
    }

    private void writeBars(Markdown out) {
        out.heading(2, "Bars");
        out.table(
                List.of("what", "must", "goal", "measured", "ratio to must", "", "run with"),
                bars.stream().map(Results::cells).toList());
    }

    private static List<String> cells(Bar bar) {
        String sign = bar.higherIsBetter() ? "≥ " : "≤ ";
        return List.of(
                bar.what(),
                sign + Units.figure(bar.must()) + bar.unit(),
                sign + Units.figure(bar.goal()) + bar.unit(),
                bar.measured().map(m -> Units.figure(m) + bar.unit()).orElse("-"),
                bar.ratio().map(r -> String.format(Locale.ROOT, "%.2f", r)).orElse("-"),
                switch (bar.verdict()) {
                    case GOAL -> "goal";
                    case PASS -> "pass";
                    case MISS -> "**miss**";
                    case NOT_MEASURED -> "not measured";
                },
                bar.with());
    }
}
