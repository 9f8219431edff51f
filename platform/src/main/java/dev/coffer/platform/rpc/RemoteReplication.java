package dev.coffer.platform.rpc;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.identity.Caller;
import dev.coffer.platform.trust.Audience;
import dev.coffer.replication.api.ReplicationApi;
import dev.coffer.replication.api.ReplicationOperation;
import java.util.Optional;

/** Replication over HTTP. */
public final class RemoteReplication implements ReplicationApi {
    private final RpcClient client;

    /** @param client calls it */
    public RemoteReplication(RpcClient client) {
        this.client = client;
    }

    @Override
    public <R> R call(ReplicationOperation<R> operation, Caller caller) {
        try (Answer<R> answer =
                client.call(Audience.REPLICATION, operation, Optional.empty(), caller, BodySource.empty())) {
            return answer.result();
        }
    }
}
