package dev.coffer.cli.demo;

import static dev.coffer.cli.TextTable.number;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Json;
import dev.coffer.cli.TextTable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report for people. */
final class ReportText {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final double STEP = 1000;

    private final Report report;

    ReportText(Report report) {
        this.report = report;
    }

    /** All lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("What S3 Bucket Keys change: %s objects (%s) of %s"
                .formatted(number(report.objects()), bytes(report.bytes()), report.folder()));
        lines.add("%s → %s at %s, measured in %.0f s"
                .formatted(report.sourceRegion(), report.destinationRegion(), report.endpoint(), report.seconds()));
        lines.add("");
        lines.addAll(table().lines());
        lines.add("");
        lines.addAll(conclusions());
        lines.add("");
        lines.addAll(plaintext());
        lines.add("");
        lines.addAll(record("without bucket keys", report.standard()));
        lines.add("");
        lines.addAll(record("with bucket keys", report.bucketKeys()));
        lines.add("");
        return lines;
    }

    private TextTable table() {
        TextTable table = new TextTable(TextTable.Align.RIGHT)
                .row("", "standard SSE-KMS", "with bucket keys")
                .rule();
        row(table, "objects, bytes", c -> number(report.objects()) + ", " + bytes(report.bytes()));
        table.rule();
        row(table, "KMS calls by the two requesters", c -> number(c.requesters().total()));
        row(table, "  GenerateDataKey (writing)", c -> number(c.requesters().generateDataKey()));
        row(table, "  Decrypt (reading)", c -> number(c.requesters().decrypt()));
        row(
                table,
                "KMS calls by the replication role",
                c -> number(c.replicationRole().total()));
        row(
                table,
                "  Decrypt in " + report.sourceRegion(),
                c -> number(c.replicationRole().decrypt()));
        row(
                table,
                "  Encrypt in " + report.destinationRegion(),
                c -> number(c.replicationRole().encrypt()));
        row(table, "  GenerateDataKey", c -> number(c.replicationRole().generateDataKey()));
        table.rule();
        row(table, "USD per million objects written and read", c -> usd(c.usdPerMillion()));
        row(table, "  and replicated", c -> usd(c.usdPerMillionWithReplication()));
        table.rule();
        int quota = report.standard().quota().callsPerSecond();
        row(
                table,
                "PUT/s with the KMS quota at " + quota + " calls/s",
                c -> String.format(Locale.ROOT, "%,.1f", c.quota().putsPerSecond()));
        row(
                table,
                "  503 SlowDown in " + Math.round(report.standard().quota().seconds()) + " s",
                c -> number(c.quota().slowDowns()));
        table.rule();
        row(table, "what the trail names", c -> arnKind(c.trailNames()));
        row(table, "replica: encryption", c -> String.join(", ", c.replicas().encryption()));
        row(table, "replica: bucket key", c -> onOff(c.replicas().bucketKey()));
        row(table, "replica: ETag equal to the source's", c -> share(c.replicas()));
        return table;
    }

    private void row(TextTable table, String label, Function<Report.Column, String> cell) {
        table.row(label, cell.apply(report.standard()), cell.apply(report.bucketKeys()));
    }

    private List<String> conclusions() {
        long without = report.standard().requesters().total()
                + report.standard().replicationRole().total();
        long with = report.bucketKeys().requesters().total()
                + report.bucketKeys().replicationRole().total();
        List<String> lines = new ArrayList<>();
        lines.add("%s KMS calls became %s: %s fewer."
                .formatted(number(without), number(with), percentFewer(without, with)));
        lines.add("A second requester read %s objects, each equal to its file byte for byte."
                .formatted(number(report.readBack())));
        lines.add(
                report.meterCalls() == report.trailCalls()
                        ? "Cost meter and audit trail agree on %s KMS calls.".formatted(number(report.trailCalls()))
                        : "The cost meter counted %s KMS calls, the audit trail %s."
                                .formatted(number(report.meterCalls()), number(report.trailCalls())));
        return lines;
    }

    private List<String> plaintext() {
        Report.Plaintext plaintext = report.plaintext();
        TextTable versions = new TextTable(TextTable.Align.LEFT);
        version(versions, plaintext.source(), plaintext.source());
        version(versions, plaintext.sameRegion(), plaintext.source());
        version(versions, plaintext.otherRegion(), plaintext.source());
        List<String> lines = new ArrayList<>();
        lines.add("A plaintext object that became %s at the destination: %s"
                .formatted(plaintext.otherRegion().encryption(), plaintext.key()));
        versions.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static void version(TextTable table, Report.Version version, Report.Version source) {
        table.row(
                version.region() + "  " + version.bucket(),
                encryption(version),
                "ETag " + version.etag(),
                version.equals(source) ? "" : version.etag().equals(source.etag()) ? "same" : "different");
    }

    /** The part of a record that tells the story; {@code --json} has all of it. */
    private static List<String> record(String title, Report.Column column) {
        JsonNode json = column.record();
        List<String> lines = new ArrayList<>();
        lines.add("The trail %s, one real record:".formatted(title));
        TextRecord text = new TextRecord(lines);
        text.add("eventName", json.path("eventName"));
        text.add("eventTime", json.path("eventTime"));
        text.add("awsRegion", json.path("awsRegion"));
        text.add("userIdentity.arn", json.path("userIdentity").path("arn"));
        text.add("userIdentity.invokedBy", json.path("userIdentity").path("invokedBy"));
        text.add(
                "requestParameters.encryptionContext",
                json.path("requestParameters").path("encryptionContext"));
        text.add("resources[0].ARN", json.path("resources").path(0).path("ARN"));
        text.add("s3RequestId", json.path("additionalEventData").path("s3RequestId"));
        text.add("eventID", json.path("eventID"));
        return lines;
    }

    private record TextRecord(List<String> lines) {
        void add(String name, JsonNode value) {
            if (!value.isMissingNode()) {
                lines.add("  %-36s %s".formatted(name, value.isTextual() ? value.asText() : compact(value)));
            }
        }

        private static String compact(JsonNode value) {
            return Json.write(value).replaceAll("\\s*\\R\\s*", " ");
        }
    }

    private static String encryption(Report.Version version) {
        String name = version.encryption().equals("none") ? "plaintext" : version.encryption();
        return version.bucketKey() ? name + ", bucket key" : name;
    }

    private static String arnKind(String arn) {
        return arn.contains("/") ? "object ARN" : "bucket ARN";
    }

    private static String onOff(SortedSet<Boolean> flags) {
        return flags.stream().map(flag -> flag ? "on" : "off").collect(Collectors.joining(", "));
    }

    private static String share(Report.Replicas replicas) {
        if (replicas.sameEtag() == 0) {
            return "no";
        }
        return replicas.sameEtag() == replicas.compared()
                ? "yes"
                : number(replicas.sameEtag()) + " of " + number(replicas.compared());
    }

    /** Three significant digits, at least two decimals. */
    static String usd(BigDecimal value) {
        BigDecimal rounded = value.round(new MathContext(3));
        return String.format(Locale.ROOT, "%,." + Math.max(2, rounded.scale()) + "f", rounded);
    }

    /** So many percent fewer, never rounded up to all. */
    static String percentFewer(long before, long after) {
        if (before == 0) {
            return "0 %";
        }
        double percent = Math.floor((before - after) * 1000.0 / before) / 10;
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** With a unit that keeps it short. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
    }
}
