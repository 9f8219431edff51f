package dev.coffer.storage.api;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;

/** The storage service of every region that this deployment (or process) serves. */
public interface StorageApi {

    /**
     * Authorises and performs one operation. Blocks; run on a virtual thread.
     *
     * @param operation what
     * @param region the bucket's region, which the receiver must serve
     * @param caller who
     * @param body the object's bytes for writes, else {@link BodySource#empty()}; closed by the callee
     * @return the result, whose body the caller closes
     * @throws dev.coffer.aws.error.AwsException S3's documented refusals
     */
    <R> Answer<R> call(S3Operation<R> operation, Region region, Caller caller, BodySource body);

    /** An operation that sends and receives no object bytes. */
    default <R> R call(S3Operation<R> operation, Region region, Caller caller) {
        try (Answer<R> answer = call(operation, region, caller, BodySource.empty())) {
            return answer.result();
        }
    }
}
