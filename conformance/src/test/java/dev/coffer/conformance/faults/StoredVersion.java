package dev.coffer.conformance.faults;

import java.util.Optional;

/**
 * A version as a bucket lists it and as it reads.
 *
 * @param content nothing for a delete marker, and for what cannot be read
 * @param trouble why it cannot be read as it is listed
 * @param replication as S3 spells the status; empty for none
 */
record StoredVersion(
        String key,
        String versionId,
        boolean deleteMarker,
        Optional<Content> content,
        Optional<String> trouble,
        String replication) {}
