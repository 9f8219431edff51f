package dev.coffer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code usage}: what the cost meter has counted. */
@Command(
        name = "usage",
        description = "KMS calls that were really made, and what they would cost at list price.",
        mixinStandardHelpOptions = true)
final class UsageCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Connection connection;

    @Option(names = "--region", paramLabel = "REGION", description = "One region (default: every region).")
    private @Nullable String region;

    @Option(
            names = "--group-by",
            split = ",",
            paramLabel = "COLUMN",
            defaultValue = "operation",
            description = "operation, key, caller, bucket, account, region, hour (default: operation).")
    private List<String> groupBy = List.of();

    @Option(names = "--from", paramLabel = "TIME", description = "ISO 8601, whole hours count.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "ISO 8601, exclusive.")
    private @Nullable String to;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("groupBy", String.join(",", groupBy));
        putIfGiven(query, "region", region);
        putIfGiven(query, "from", from);
        putIfGiven(query, "to", to);
        JsonNode usage = connection.admin().get("/kms/usage", query);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(usage));
        } else {
            table(usage).lines().forEach(out::println);
        }
        return 0;
    }

    private static void putIfGiven(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }

    private TextTable table(JsonNode usage) {
        TextTable table = new TextTable(TextTable.Align.RIGHT)
                .row(String.join(", ", groupBy), "calls", "refused", "throttled", "USD")
                .rule();
        for (JsonNode row : usage.path("rows")) {
            table.row(name(row.path("by")), numbers(row));
        }
        JsonNode total = usage.path("total");
        return table.rule()
                .row("total", numbers(total))
                .row("keys", "", "", "", usage.path("keysUsd").asText("0"));
    }

    private String name(JsonNode by) {
        List<String> values = new ArrayList<>();
        groupBy.forEach(column -> values.add(by.path(column).asText("-")));
        return String.join("  ", values);
    }

    private static String[] numbers(JsonNode row) {
        return new String[] {
            TextTable.number(row.path("calls").asLong()),
            TextTable.number(row.path("failed").asLong()),
            TextTable.number(row.path("throttled").asLong()),
            row.path("usd").decimalValue().stripTrailingZeros().toPlainString()
        };
    }
}
