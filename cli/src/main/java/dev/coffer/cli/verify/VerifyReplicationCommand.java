package dev.coffer.cli.verify;

import static dev.coffer.cli.TextTable.number;

import dev.coffer.cli.Connection;
import dev.coffer.cli.Json;
import dev.coffer.cli.TextTable;
import dev.coffer.cli.aws.BucketRegions;
import dev.coffer.cli.aws.Clients;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;

/** {@code verify-replication}: exit code 0 if every destination has all that it should have, 1 if not. */
@Command(
        name = "verify-replication",
        description = "Compares a bucket with its replicas, version by version.",
        mixinStandardHelpOptions = true)
public final class VerifyReplicationCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Connection connection;

    @Parameters(index = "0", paramLabel = "BUCKET", description = "The source bucket.")
    private String bucket = "";

    @Option(names = "--content", description = "Reads both sides and compares every byte.")
    private boolean content;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    /** Verdicts on one destination; {@code examples} names up to ten bad ones. */
    record Destination(String rule, String bucket, String region, Map<Verdict, Long> versions, List<String> examples) {}

    @Override
    public Integer call() {
        List<Destination> destinations = new ArrayList<>();
        try (Clients clients = connection.clients()) {
            BucketRegions regions = new BucketRegions(clients);
            S3Client source = clients.s3(regions.of(bucket));
            for (ReplicationRule rule : source.getBucketReplication(r -> r.bucket(bucket))
                    .replicationConfiguration()
                    .rules()) {
                if (rule.status() == ReplicationRuleStatus.ENABLED) {
                    String target = rule.destination().bucket().replace("arn:aws:s3:::", "");
                    String region = regions.of(target);
                    Comparison comparison = new Comparison(source, bucket, clients.s3(region), target, content);
                    destinations.add(examine(rule, target, region, source, comparison));
                }
            }
        }
        print(destinations);
        return destinations.stream().allMatch(d -> d.versions.keySet().stream().noneMatch(Verdict::isBad)) ? 0 : 1;
    }

    private Destination examine(
            ReplicationRule rule, String target, String region, S3Client source, Comparison comparison) {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        List<String> examples = new ArrayList<>();
        String prefix = prefix(rule);
        for (ObjectVersion version : source.listObjectVersionsPaginator(
                        l -> l.bucket(bucket).prefix(prefix))
                .versions()) {
            Verdict verdict = comparison.verdict(version);
            counts.merge(verdict, 1L, Long::sum);
            if (verdict.isBad() && examples.size() < 10) {
                examples.add(verdict + " " + version.key() + " " + version.versionId());
            }
        }
        return new Destination(rule.id(), target, region, counts, examples);
    }

    /** A rule of the first version has its prefix outside of a filter. */
    private static String prefix(ReplicationRule rule) {
        Optional<String> filter = Optional.ofNullable(rule.filter())
                .flatMap(f -> Optional.ofNullable(f.and())
                        .map(and -> and.prefix())
                        .or(() -> Optional.ofNullable(f.prefix())));
        return filter.or(() -> rule.getValueForField("Prefix", String.class)).orElse("");
    }

    private void print(List<Destination> destinations) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(destinations));
            return;
        }
        TextTable table = new TextTable(TextTable.Align.RIGHT)
                .row("destination", "region", "replicated", "pending", "failed", "missing", "different", "not eligible")
                .rule();
        for (Destination d : destinations) {
            table.row(
                    d.bucket,
                    d.region,
                    count(d, Verdict.REPLICATED),
                    count(d, Verdict.PENDING),
                    count(d, Verdict.FAILED),
                    count(d, Verdict.MISSING),
                    count(d, Verdict.DIFFERENT),
                    count(d, Verdict.NOT_ELIGIBLE));
        }
        table.lines().forEach(out::println);
        destinations.forEach(d -> d.examples.forEach(out::println));
    }

    private static String count(Destination destination, Verdict verdict) {
        return number(destination.versions.getOrDefault(verdict, 0L));
    }
}
