package dev.coffer.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.benchmarks.growth.Growth;
import dev.coffer.benchmarks.lag.AuditLag;
import dev.coffer.benchmarks.lag.ReplicationLag;
import dev.coffer.benchmarks.load.Latencies;
import dev.coffer.benchmarks.report.Figures;
import dev.coffer.benchmarks.report.ReportJson;
import dev.coffer.benchmarks.server.StartUp;
import dev.coffer.benchmarks.server.UploadMemory;
import dev.coffer.cli.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final Latencies LATENCIES = new Latencies(100, 1, 2, 3, 4, 5);
    private static final StartUp START_UP = new StartUp(3, 8.0, 2.0, 6.0, 7.0, 600L << 20);

    @Test
    void a_bar_is_a_goal_a_pass_or_a_miss_in_its_own_direction() {
        assertThat(Bar.atLeast("rate", "/s", 3_000, 8_000, Optional.of(8_000.0), "")
                        .verdict())
                .isEqualTo(Bar.Verdict.GOAL);
        assertThat(Bar.atLeast("rate", "/s", 3_000, 8_000, Optional.of(3_000.0), "")
                        .verdict())
                .isEqualTo(Bar.Verdict.PASS);
        assertThat(Bar.atLeast("rate", "/s", 3_000, 8_000, Optional.of(1_500.0), "")
                        .verdict())
                .isEqualTo(Bar.Verdict.MISS);
        assertThat(Bar.atMost("time", " s", 5, 2.5, Optional.of(2.0), "").verdict())
                .isEqualTo(Bar.Verdict.GOAL);
        assertThat(Bar.atMost("time", " s", 5, 2.5, Optional.of(10.0), "").verdict())
                .isEqualTo(Bar.Verdict.MISS);
        assertThat(Bar.atMost("time", " s", 5, 2.5, Optional.of(10.0), "").ratio())
                .hasValue(0.5);
        assertThat(Bar.atMost("time", " s", 5, 2.5, Optional.empty(), "").verdict())
                .isEqualTo(Bar.Verdict.NOT_MEASURED);
    }

    @Test
    void the_report_names_every_bar_with_what_was_measured() {
        String report = results(Optional.of(START_UP)).markdown();

        assertThat(report).contains("| PUT 4 KiB durable, plaintext ").contains("**miss**");
        assertThat(report).contains("| `./coffer up` after a clean end ").contains("8.00 s");
        assertThat(report).contains("LIST top level of the grown bucket").contains("Test CPU, 2 cores");
        assertThat(report.lines().filter(l -> l.contains("| not measured |"))).isEmpty();
    }

    @Test
    void what_was_left_out_is_told_as_not_measured() {
        assertThat(results(Optional.empty()).markdown().lines().filter(l -> l.contains("not measured")))
                .hasSize(4);
    }

    @Test
    void the_same_stands_in_the_json() {
        JsonNode json = Json.read(ReportJson.write(results(Optional.of(START_UP))), "the results");

        assertThat(json.path("at").asText()).isEqualTo("2026-11-24T09:00:00Z");
        assertThat(json.path("extent").path("slice").asText()).isEqualTo("PT3S");
        assertThat(json.path("putSmall").path("rows").path(1).path("ratio").asDouble())
                .isEqualTo(0.5);
        assertThat(json.path("bars").path(0).path("verdict").asText()).isIn("PASS", "GOAL", "MISS");
        assertThat(json.path("startUp").path("afterStop").asDouble()).isEqualTo(2.0);
    }

    private static Results results(Optional<StartUp> startUp) {
        Figures compared = figures("PUT", Suite.PLAINTEXT, Suite.BUCKET_KEY);
        Figures kms = figures("GenerateDataKey", "KMS");
        ReplicationLag replication = new ReplicationLag(4096, LATENCIES, 200, LATENCIES, 1_000, 700);
        AuditLag audit = new AuditLag(LATENCIES, 1_000, LATENCIES);
        UploadMemory memory = new UploadMemory(32, 1 << 28, 1 << 27, 1 << 28, 1 << 24, 1 << 29, 200);
        List<Growth.Step> growth = List.of(new Growth.Step(1_000, List.of(compared, compared, compared, compared)));
        Bars bars = new Bars();
        bars.startUp(startUp);
        bars.puts(compared, compared);
        bars.gets(compared, compared);
        bars.kms(kms, 1.5);
        bars.replication(replication);
        bars.audit(audit);
        bars.growth(growth, 1_000, 1);
        bars.memory(memory);
        return new Results(
                Instant.parse("2026-11-24T09:00:00Z"),
                "test",
                Extent.QUICK,
                new Machine("Test CPU", 2, 8L << 30, "Linux", "25", "ext4", 5_000, 0.1),
                0.2,
                bars.all(),
                startUp,
                compared,
                compared,
                compared,
                compared,
                kms,
                kms,
                1.5,
                replication,
                audit,
                growth,
                List.of(kms),
                memory);
    }

    private static Figures figures(String title, String... contenders) {
        List<Figures.Row> rows = java.util.stream.IntStream.range(0, contenders.length)
                .mapToObj(i -> new Figures.Row(
                        contenders[i],
                        1_000,
                        4,
                        i == 0 ? 1 : 0.5,
                        List.of(1_000.0, 1_100.0),
                        Map.of(title, LATENCIES),
                        Map.of(),
                        30,
                        300))
                .toList();
        return new Figures(title, "64 clients, closed loop", 3, 2, rows);
    }
}
