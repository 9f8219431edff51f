package dev.coffer.kms.audit;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.events.audit.EventIds;
import dev.coffer.identity.RequestFacts;
import dev.coffer.identity.UserIdentities;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.key.KmsKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The CloudTrail records of one answered call: one in the trail of the caller's account and, where the key is another
 * account's and the call was not refused, one in that account's, under one {@code sharedEventID}.
 */
public final class CallRecords {
    static final String SOURCE = "kms.amazonaws.com";

    private static final String TYPE = "AWS::KMS::Key";

    /** What changes something; everything else, cryptography too, is read-only to CloudTrail. */
    private static final Set<String> WRITES = Set.of(
            "CancelKeyDeletion",
            "CreateAlias",
            "CreateGrant",
            "CreateKey",
            "DeleteAlias",
            "DisableKey",
            "DisableKeyRotation",
            "EnableKey",
            "EnableKeyRotation",
            "PutKeyPolicy",
            "RetireGrant",
            "RevokeGrant",
            "RotateKeyOnDemand",
            "ScheduleKeyDeletion",
            "TagResource",
            "UntagResource",
            "UpdateAlias",
            "UpdateKeyDescription");

    private CallRecords() {}

    /** The records of a call that was answered with {@code result}. */
    public static List<AuditRecord> answered(KmsOperation<?> operation, Object result, KmsCall call, Instant now) {
        boolean write = WRITES.contains(name(operation));
        return records(operation, write ? ResponseElements.of(result, call) : null, Optional.empty(), call, now);
    }

    /** The records of a call that was answered with {@code error}. */
    public static List<AuditRecord> refused(KmsOperation<?> operation, AwsException error, KmsCall call, Instant now) {
        return records(operation, null, Optional.of(error), call, now);
    }

    /** The key by which the records keep their order: the KMS key's ARN, or the account where there is none. */
    public static String orderKey(KmsCall call) {
        return call.keys().isEmpty()
                ? call.account().value()
                : call.keys().getFirst().arn();
    }

    private static List<AuditRecord> records(
            KmsOperation<?> operation,
            @Nullable Map<String, Object> response,
            Optional<AwsException> error,
            KmsCall call,
            Instant now) {
        boolean denied = error.filter(KmsError.ACCESS_DENIED::is).isPresent();
        List<AccountId> owners = call.keys().stream()
                .map(key -> key.id().account())
                .filter(owner -> !owner.equals(call.account()))
                .distinct()
                .toList();
        if (denied || owners.isEmpty()) {
            return List.of(record(operation, response, error, call, now, call.account(), Optional.empty()));
        }
        Optional<String> shared = Optional.of(UUID.randomUUID().toString());
        List<AuditRecord> records = new ArrayList<>();
        records.add(record(operation, response, error, call, now, call.account(), shared));
        owners.forEach(owner -> records.add(record(operation, response, error, call, now, owner, shared)));
        return records;
    }

    private static AuditRecord record(
            KmsOperation<?> operation,
            @Nullable Map<String, Object> response,
            Optional<AwsException> error,
            KmsCall call,
            Instant now,
            AccountId recipient,
            Optional<String> sharedEventId) {
        RequestFacts facts = call.caller().facts();
        Optional<String> service = UserIdentities.invokedBy(call.caller());
        String event = name(operation);
        return new AuditRecord(
                AuditRecord.VERSION,
                recipient.equals(call.account())
                        ? UserIdentities.of(call.caller())
                        : UserIdentities.acrossAccounts(call.caller()),
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                SOURCE,
                event,
                call.region().id(),
                service.orElse(facts.sourceIp()),
                service.orElse(facts.userAgent()),
                error.map(CallRecords::errorCode),
                error.map(AwsException::text).filter(text -> !text.isEmpty()),
                RequestParameters.of(operation),
                response,
                additional(call),
                call.requestId(),
                EventIds.next(now),
                !WRITES.contains(event),
                resources(call),
                "AwsApiCall",
                true,
                recipient.value(),
                sharedEventId,
                "Management",
                service.isEmpty() && !facts.tls().isEmpty() ? Optional.of(tls(call, facts)) : Optional.empty());
    }

    private static Optional<Map<String, Object>> additional(KmsCall call) {
        Map<String, Object> members = new LinkedHashMap<>(call.details());
        if (call.caller().via().isPresent()) {
            members.put("s3RequestId", call.caller().facts().requestId());
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(members);
    }

    private static List<AuditRecord.Resource> resources(KmsCall call) {
        List<AuditRecord.Resource> resources = new ArrayList<>();
        call.aliasArns()
                .forEach(arn -> resources.add(
                        new AuditRecord.Resource(Optional.of(call.account().value()), Optional.empty(), arn)));
        call.keys().forEach(key -> resources.add(resource(key)));
        return resources;
    }

    static AuditRecord.Resource resource(KmsKey key) {
        return new AuditRecord.Resource(Optional.of(key.id().account().value()), Optional.of(TYPE), key.arn());
    }

    private static Map<String, Object> tls(KmsCall call, RequestFacts facts) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("tlsVersion", facts.tls());
        members.put("clientProvidedHostHeader", "kms." + call.region() + ".amazonaws.com");
        return members;
    }

    /** CloudTrail's code of the error: that of a refusal is shorter than the one on the wire. */
    private static String errorCode(AwsException error) {
        return KmsError.ACCESS_DENIED.is(error) ? "AccessDenied" : error.code();
    }

    private static String name(KmsOperation<?> operation) {
        return operation.getClass().getSimpleName();
    }
}
