package dev.coffer.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Contenders run in turn, A B A B, so that what else the machine does meanwhile hits all of them alike. */
public record Comparison(String title, Plan plan, List<Series> series) {
    /** Copies the list. */
    public Comparison {
        series = List.copyOf(series);
    }

    /**
     * Warms each contender up, then runs the rounds.
     *
     * @param warmUp load on each contender before the first round
     * @param progress told what is being done
     */
    public static Comparison run(
            String title,
            List<Contender> contenders,
            Plan plan,
            int rounds,
            Duration warmUp,
            Consumer<String> progress) {
        if (warmUp.isPositive()) {
            for (Contender contender : contenders) {
                progress.accept(title + ", " + contender.name() + ": warming up");
                slice(contender, plan.lasting(Duration.ZERO, warmUp));
            }
        }
        List<List<Slice>> slices = new ArrayList<>();
        contenders.forEach(c -> slices.add(new ArrayList<>()));
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                Slice slice = slice(contenders.get(i), plan);
                slices.get(i).add(slice);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s, %s, round %d of %d: %,.0f/s",
                        title,
                        contenders.get(i).name(),
                        round,
                        rounds,
                        slice.rate()));
            }
        }
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            series.add(new Series(contenders.get(i).name(), slices.get(i)));
        }
        return new Comparison(title, plan, series);
    }

    /** The series of the contender {@code name}. */
    public Series of(String name) {
        return series.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private static Slice slice(Contender contender, Plan plan) {
        return Generator.run(contender.endpoint(), contender.service(), contender.workload(), plan, contender.cpu());
    }
}
