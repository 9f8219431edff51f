package dev.coffer.replication.link;

import dev.coffer.aws.Region;

/** The link between two regions is cut, in one direction at least: try again later. */
public final class RegionUnreachableException extends RuntimeException {
    /** From where to where nothing gets through. */
    public RegionUnreachableException(Region from, Region to) {
        super(to + " is not reachable from " + from, null, false, false);
    }
}
