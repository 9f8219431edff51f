package dev.coffer.conformance.faults;

import dev.coffer.conformance.faults.Fault.Strike;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Draws faults, the same ones for the same seed and targets: everything that can be done to every target comes up in turn
 * before anything does again; each round has one target alone and two at once, and every second round a region as a whole or
 * everything.
 */
final class Planner {
    /** Who can be hurt how, and in which region it is; nothing for what all regions share. */
    record Target(String name, Optional<String> region, Set<Injury> injuries) {}

    private record Card(Target target, Injury injury) {}

    private final List<Target> targets;
    private final Random random;
    private final Duration longest;
    private final Deque<Card> deck = new ArrayDeque<>();
    private int rounds;

    /**
     * Begins with the first round.
     *
     * @param longest how long a victim is left hurt, at most
     */
    Planner(long seed, List<Target> targets, Duration longest) {
        this.targets =
                targets.stream().sorted(Comparator.comparing(Target::name)).toList();
        this.random = new Random(seed);
        this.longest = longest;
    }

    /** The faults of the next round, one after the other. */
    List<Fault> next() {
        List<Fault> faults = new ArrayList<>();
        faults.add(new Fault(List.of(strike(draw()))));
        faults.add(pair());
        if (rounds % 4 == 1) {
            faults.add(region());
        } else if (rounds % 4 == 3) {
            faults.add(everything());
        }
        rounds++;
        return List.copyOf(faults);
    }

    private Fault pair() {
        Card first = draw();
        Card second = draw();
        for (int i = 0; i < deck.size() && second.target().equals(first.target()); i++) {
            deck.addLast(second);
            second = draw();
        }
        return second.target().equals(first.target())
                ? new Fault(List.of(strike(first)))
                : new Fault(List.of(strike(first), strike(second)));
    }

    /** All of a region in the same way and for the same time: cut off, where there is a network, else frozen. */
    private Fault region() {
        List<String> regions = targets.stream()
                .flatMap(target -> target.region().stream())
                .distinct()
                .sorted()
                .toList();
        String region = regions.get(random.nextInt(regions.size()));
        Duration held = held();
        return new Fault(targets.stream()
                .filter(target -> target.region().equals(Optional.of(region)))
                .map(target -> new Strike(target.name(), cut(target), held))
                .toList());
    }

    private static Injury cut(Target target) {
        return target.injuries().contains(Injury.DISCONNECT) ? Injury.DISCONNECT : Injury.PAUSE;
    }

    private Fault everything() {
        Duration held = held();
        return new Fault(targets.stream()
                .filter(target -> target.injuries().contains(Injury.KILL))
                .map(target -> new Strike(target.name(), Injury.KILL, held))
                .toList());
    }

    private Card draw() {
        if (deck.isEmpty()) {
            List<Card> cards = new ArrayList<>();
            for (Target target : targets) {
                target.injuries().stream().sorted().forEach(injury -> cards.add(new Card(target, injury)));
            }
            Collections.shuffle(cards, random);
            deck.addAll(cards);
        }
        return deck.removeFirst();
    }

    private Strike strike(Card card) {
        return new Strike(card.target().name(), card.injury(), held());
    }

    private Duration held() {
        return Duration.ofMillis(longest.toMillis() / 10 + random.nextLong(longest.toMillis() * 9 / 10));
    }
}
