package dev.coffer.cli.demo;

import dev.coffer.cli.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All claims that were checked, as a table or as JSON. */
record Findings(String endpoint, List<Finding> all) {
    /** Copies the list. */
    Findings {
        all = List.copyOf(all);
    }

    boolean hold() {
        return all.stream().allMatch(Finding::holds);
    }

    /** A line per claim, and the sum. */
    List<String> lines() {
        TextTable table = new TextTable(TextTable.Align.LEFT)
                .row("claim", "holds", "expected", "found")
                .rule();
        all.forEach(f -> table.row(f.claim().text(), f.holds() ? "yes" : "NO", f.expected(), f.found()));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(
                hold()
                        ? "All %d claims hold at %s.".formatted(all.size(), endpoint)
                        : "%d of %d claims do not hold at %s."
                                .formatted(all.stream().filter(f -> !f.holds()).count(), all.size(), endpoint));
        return lines;
    }

    /** For scripts. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("endpoint", endpoint);
        json.put("holds", hold());
        json.put("claims", all.stream().map(Findings::json).toList());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", finding.claim().id());
        json.put("claim", finding.claim().text());
        json.put("holds", finding.holds());
        json.put("expected", finding.expected());
        json.put("found", finding.found());
        return json;
    }
}
