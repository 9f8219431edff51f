package dev.coffer.replication.api;

import dev.coffer.api.Nothing;
import dev.coffer.aws.Region;

/** Cuts, slows or heals the link from one region to another. */
public record SetLink(Region from, Region to, LinkState state) implements ReplicationOperation<Nothing> {}
