package dev.coffer.replication.link;

import dev.coffer.aws.Region;
import dev.coffer.replication.api.LinkState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** All links of this process, each direction with a state of its own. */
public final class RegionLinks {
    private final Map<LinkEnds, Direction> directions = new ConcurrentHashMap<>();
    private final LinkClock clock;
    private final RandomGenerator random;

    /** Healthy links. */
    public RegionLinks(LinkClock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The way from one region to another; within a region it is nothing. */
    public RegionLink between(Region from, Region to) {
        return from.equals(to) ? RegionLink.NONE : new ShapedLink(direction(from, to), direction(to, from));
    }

    /**
     * Makes the links as the rows say; what has no row is healthy.
     *
     * @return whether anything changed
     */
    public boolean become(Map<LinkEnds, LinkState> states) {
        states.keySet().forEach(ends -> direction(ends.from(), ends.to()));
        boolean changed = false;
        for (Map.Entry<LinkEnds, Direction> entry : directions.entrySet()) {
            changed |= entry.getValue().become(states.getOrDefault(entry.getKey(), LinkState.HEALTHY));
        }
        return changed;
    }

    private Direction direction(Region from, Region to) {
        return directions.computeIfAbsent(new LinkEnds(from, to), ends -> new Direction(from, to, clock, random));
    }
}
