package dev.coffer.platform.rpc;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.api.Operation;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import java.util.Optional;

/** What a service does with a call whose sender and requester have been proven. Runs on a virtual thread. */
@FunctionalInterface
public interface RpcHandler {

    /**
     * Performs one operation of the service's family.
     *
     * @param service the calling service's name
     * @param caller none where the service calls for itself
     * @throws dev.coffer.aws.error.AwsException what the client shall see
     */
    Answer<?> handle(
            String service, Operation<?> operation, Optional<Region> region, Optional<Caller> caller, BodySource body);
}
