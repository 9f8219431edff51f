package dev.coffer.gateway.testing;

import dev.coffer.api.Nothing;
import dev.coffer.identity.Caller;
import dev.coffer.replication.api.LinkState;
import dev.coffer.replication.api.ListLinks;
import dev.coffer.replication.api.ReplicationApi;
import dev.coffer.replication.api.ReplicationOperation;
import dev.coffer.replication.api.SetLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Links that are as they were set. */
@Alternative
@ApplicationScoped
public class FakeReplication implements ReplicationApi {
    private final List<ListLinks.Link> links = new CopyOnWriteArrayList<>();

    @Override
    @SuppressWarnings("unchecked")
    public <R> R call(ReplicationOperation<R> operation, Caller caller) {
        return (R)
                switch (operation) {
                    case SetLink set -> {
                        links.removeIf(l -> l.from().equals(set.from()) && l.to().equals(set.to()));
                        if (!set.state().equals(LinkState.HEALTHY)) {
                            links.add(new ListLinks.Link(set.from(), set.to(), set.state()));
                        }
                        yield Nothing.NOTHING;
                    }
                    case ListLinks list -> new ListLinks.Result(links);
                    default -> throw new IllegalArgumentException(operation.toString());
                };
    }
}
