package dev.coffer.platform.rpc;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.platform.trust.Audience;
import java.util.Optional;

/** KMS over HTTP. */
public final class RemoteKms implements KmsApi {
    private final RpcClient client;

    /** @param client calls it */
    public RemoteKms(RpcClient client) {
        this.client = client;
    }

    @Override
    public <R> R call(KmsOperation<R> operation, Region region, Caller caller) {
        try (Answer<R> answer =
                client.call(Audience.kms(region), operation, Optional.of(region), caller, BodySource.empty())) {
            return answer.result();
        }
    }
}
