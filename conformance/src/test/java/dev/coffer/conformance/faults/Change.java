package dev.coffer.conformance.faults;

import java.util.Optional;

/**
 * One write or delete, by the only owner of its key, who begins no other before this one has ended.
 *
 * @param number rises with every change of the run by one owner
 * @param content nothing for a delete
 * @param attempts how often it was sent: what was not answered, or not by success, may have happened all the same, once an
 *     attempt and at any later time
 * @param receipt nothing if it never succeeded as far as its owner knows
 */
record Change(
        String bucket, String key, int number, Optional<Content> content, int attempts, Optional<Receipt> receipt) {

    /**
     * What a success has told.
     *
     * @param dataKeyRequest the id of the request that asked for the object's encryption, which is another one for a
     *     multipart upload
     */
    record Receipt(String versionId, String requestId, String dataKeyRequest) {}

    /** Attempts of which nobody knows what became. */
    int unknown() {
        return attempts - (receipt.isPresent() ? 1 : 0);
    }
}
