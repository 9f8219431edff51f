package dev.coffer.replication.link;

import dev.coffer.aws.Region;

/** One direction of a link. */
public record LinkEnds(Region from, Region to) {}
