package dev.coffer.conformance.faults;

import java.util.Optional;

/**
 * A bucket that keeps versions, in which one owner works.
 *
 * @param dataKeys the KMS key of which every object costs a GenerateDataKey; nothing where none does
 * @param replica nothing if it is not replicated
 */
record Place(String region, String bucket, Optional<String> dataKeys, Optional<Replica> replica) {

    /** Where its replicas go. */
    record Replica(String region, String bucket) {}
}
