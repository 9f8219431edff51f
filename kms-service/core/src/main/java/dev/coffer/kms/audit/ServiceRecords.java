package dev.coffer.kms.audit;

import dev.coffer.events.audit.AuditRecord;
import dev.coffer.events.audit.EventIds;
import dev.coffer.kms.key.KmsKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * CloudTrail records of what KMS does by itself when its time has come. Source: "RotateKey" and "DeleteKey", AWS KMS
 * Developer Guide.
 */
public final class ServiceRecords {
    private static final String INTERNAL = "AWS Internal";

    private ServiceRecords() {}

    /** A key was deleted at the end of its waiting time. */
    public static AuditRecord deleted(KmsKey key, Instant now) {
        return record("DeleteKey", key, now, Optional.empty());
    }

    /** A key got new material by its schedule. */
    public static AuditRecord rotated(KmsKey key, Instant now) {
        return record(
                "RotateKey",
                key,
                now,
                Optional.of(Map.of(
                        "rotationType",
                        "AUTOMATIC",
                        "keyMaterialId",
                        key.current().id())));
    }

    private static AuditRecord record(String event, KmsKey key, Instant now, Optional<Map<String, Object>> additional) {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("accountId", key.id().account().value());
        identity.put("invokedBy", INTERNAL);
        return new AuditRecord(
                AuditRecord.VERSION,
                identity,
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                CallRecords.SOURCE,
                event,
                key.id().region().id(),
                INTERNAL,
                INTERNAL,
                Optional.empty(),
                Optional.empty(),
                null,
                null,
                additional,
                UUID.randomUUID().toString(),
                EventIds.next(now),
                false,
                List.of(CallRecords.resource(key)),
                "AwsServiceEvent",
                true,
                key.id().account().value(),
                Optional.empty(),
                "Management",
                Optional.empty());
    }
}
