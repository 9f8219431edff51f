package dev.coffer.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Builds a Markdown document; tables are padded so that they read well as plain text. */
public final class Markdown {
    private final StringBuilder text = new StringBuilder(4096);

    /** A heading of level 1 to 6. */
    public Markdown heading(int level, String title) {
        return paragraph("#".repeat(level) + " " + title);
    }

    /** A paragraph. */
    public Markdown paragraph(String words) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(words).append('\n');
        return this;
    }

    /** A table; its first column is aligned left, the others right. */
    public Markdown table(List<String> titles, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(titles);
        all.addAll(rows);
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < titles.size(); column++) {
            int at = column;
            widths.add(all.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        text.append('\n').append(line(titles, widths));
        List<String> rules = new ArrayList<>();
        for (int column = 0; column < titles.size(); column++) {
            int width = Math.max(3, widths.get(column));
            rules.add(column == 0 ? "-".repeat(width) : "-".repeat(width - 1) + ":");
        }
        text.append("| ").append(String.join(" | ", rules)).append(" |\n");
        rows.forEach(row -> text.append(line(row, widths)));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        List<String> padded = new ArrayList<>(Collections.nCopies(cells.size(), ""));
        for (int column = 0; column < cells.size(); column++) {
            String blanks = " "
                    .repeat(Math.max(
                            0,
                            Math.max(3, widths.get(column)) - cells.get(column).length()));
            padded.set(column, column == 0 ? cells.get(column) + blanks : blanks + cells.get(column));
        }
        return "| " + String.join(" | ", padded) + " |\n";
    }
}
