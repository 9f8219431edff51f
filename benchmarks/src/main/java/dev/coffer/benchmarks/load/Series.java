package dev.coffer.benchmarks.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The slices of one contender, one a round. */
public record Series(String name, List<Slice> slices) {
    /** Copies the list. */
    public Series {
        slices = List.copyOf(slices);
    }

    /** The median over the rounds of what a slice says. */
    public double median(ToDoubleFunction<Slice> figure) {
        return median(slices.stream().mapToDouble(figure).toArray());
    }

    /** The median over the rounds of this contender's rate against another's in the same round. */
    public double ratioTo(Series other) {
        double[] ratios = new double[slices.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = slices.get(i).rate() / other.slices.get(i).rate();
        }
        return median(ratios);
    }

    /** All rounds together, by kind. */
    public Map<String, Outcome> outcomes() {
        Map<String, Outcome> all = new TreeMap<>();
        for (Slice slice : slices) {
            slice.outcomes()
                    .forEach((kind, outcome) ->
                            all.computeIfAbsent(kind, k -> new Outcome()).add(outcome));
        }
        return all;
    }

    /** All rounds and kinds together. */
    public Outcome total() {
        Outcome total = new Outcome();
        slices.forEach(slice -> total.add(slice.total()));
        return total;
    }

    /** The median of at least one figure. */
    public static double median(double... figures) {
        double[] sorted = figures.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
