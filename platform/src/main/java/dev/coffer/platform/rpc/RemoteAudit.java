package dev.coffer.platform.rpc;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.AuditOperation;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.platform.trust.Audience;
import java.util.Optional;

/** The audit trail over HTTP. */
public final class RemoteAudit implements AuditApi {
    private final RpcClient client;

    /** @param client calls it */
    public RemoteAudit(RpcClient client) {
        this.client = client;
    }

    @Override
    public <R> R call(AuditOperation<R> operation, Region region, Caller caller) {
        try (Answer<R> answer =
                client.call(Audience.AUDIT, operation, Optional.of(region), caller, BodySource.empty())) {
            return answer.result();
        }
    }
}
