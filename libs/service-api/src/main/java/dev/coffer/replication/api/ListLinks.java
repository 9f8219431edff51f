package dev.coffer.replication.api;

import dev.coffer.aws.Region;
import java.util.List;

/** Every link that is not healthy. */
public record ListLinks() implements ReplicationOperation<ListLinks.Result> {
    /** The links. */
    public record Result(List<Link> links) {
        /** Copies the list. */
        public Result {
            links = List.copyOf(links);
        }
    }

    /** One link. */
    public record Link(Region from, Region to, LinkState state) {}
}
