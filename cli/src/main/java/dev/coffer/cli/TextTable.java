package dev.coffer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of a label and aligned cells, ruled with box-drawing characters; widths follow from the content. */
public final class TextTable {
    private static final String GAP = "   ";

    private sealed interface Row {}

    private record Cells(String label, List<String> cells) implements Row {}

    private record Rule() implements Row {}

    /** Which side of its column a cell's text is at. */
    public enum Align {
        LEFT,
        RIGHT
    }

    private final Align align;
    private final List<Row> rows = new ArrayList<>();

    /** Empty. */
    public TextTable(Align align) {
        this.align = align;
    }

    /** A row; without cells it is a heading of the rows below. */
    public TextTable row(String label, String... cells) {
        rows.add(new Cells(label, List.of(cells)));
        return this;
    }

    /** A horizontal line. */
    public TextTable rule() {
        rows.add(new Rule());
        return this;
    }

    /** The lines of the table, without trailing blanks. */
    public List<String> lines() {
        int label = width(rows.stream());
        List<Integer> widths = columnWidths();
        return rows.stream()
                .map(row -> switch (row) {
                    case Rule r ->
                        "─".repeat(label)
                                + widths.stream()
                                        .map(w -> "─".repeat(w + GAP.length()))
                                        .reduce("", String::concat);
                    case Cells c -> line(c, label, widths);
                })
                .map(String::stripTrailing)
                .toList();
    }

    private static int width(java.util.stream.Stream<Row> rows) {
        return rows.mapToInt(row -> row instanceof Cells c ? length(c.label) : 0)
                .max()
                .orElse(0);
    }

    private List<Integer> columnWidths() {
        List<Integer> widths = new ArrayList<>();
        for (Row row : rows) {
            if (row instanceof Cells c) {
                for (int i = 0; i < c.cells.size(); i++) {
                    if (i == widths.size()) {
                        widths.add(0);
                    }
                    widths.set(i, Math.max(widths.get(i), length(c.cells.get(i))));
                }
            }
        }
        return widths;
    }

    private String line(Cells row, int label, List<Integer> widths) {
        StringBuilder line = new StringBuilder(row.label).append(" ".repeat(label - length(row.label)));
        for (int i = 0; i < row.cells.size(); i++) {
            String cell = row.cells.get(i);
            String blanks = " ".repeat(widths.get(i) - length(cell));
            line.append(GAP).append(align == Align.RIGHT ? blanks + cell : cell + blanks);
        }
        return line.toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A count with thousands separators. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
