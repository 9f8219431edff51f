package dev.coffer.audit.trail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One CloudTrail record with what it can be found by. {@link #json} is the record as it came; everything else is derived
 * from it by {@link RecordReader}.
 *
 * @param eventTime when the call was made; with the id it is the row's key
 * @param accountId the account on whose trail the record is
 * @param username root, a user's name or a role's session name
 * @param principal the ARN of root, user or role (never of a session)
 * @param kmsKeyArn the first resource that is a KMS key
 * @param contextArn {@code requestParameters.encryptionContext["aws:s3:arn"]}
 * @param resources each once
 */
public record TrailRecord(
        Instant eventTime,
        UUID eventId,
        String accountId,
        String region,
        String eventSource,
        String eventName,
        boolean readOnly,
        boolean management,
        Optional<String> username,
        Optional<String> accessKeyId,
        Optional<String> principal,
        Optional<String> kmsKeyArn,
        Optional<String> contextArn,
        Optional<String> bucket,
        Optional<String> errorCode,
        Optional<String> s3RequestId,
        List<TrailResource> resources,
        String json) {

    /** Copies the list. */
    public TrailRecord {
        resources = List.copyOf(resources);
    }
}
