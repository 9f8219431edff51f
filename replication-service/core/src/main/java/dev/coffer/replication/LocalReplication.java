package dev.coffer.replication;

import dev.coffer.api.Nothing;
import dev.coffer.identity.Caller;
import dev.coffer.replication.api.ListLinks;
import dev.coffer.replication.api.ReplicationApi;
import dev.coffer.replication.api.ReplicationBacklog;
import dev.coffer.replication.api.ReplicationOperation;
import dev.coffer.replication.api.SetLink;
import dev.coffer.replication.link.Links;
import dev.coffer.replication.progress.Replication;
import jakarta.enterprise.context.ApplicationScoped;

/** The replication service in this process. */
@ApplicationScoped
public class LocalReplication implements ReplicationApi {
    private final Links links;
    private final Replication replication;

    LocalReplication(Links links, Replication replication) {
        this.links = links;
        this.replication = replication;
    }

    @Override
    @SuppressWarnings("unchecked") // each operation names its result's type
    public <R> R call(ReplicationOperation<R> operation, Caller caller) {
        Object result = switch (operation) {
            case SetLink set -> {
                links.set(set);
                yield Nothing.NOTHING;
            }
            case ListLinks list -> links.list();
            case ReplicationBacklog backlog -> replication.backlog(backlog);
            default -> throw new IllegalArgumentException("not an operation of replication: " + operation);
        };
        return (R) result;
    }
}
