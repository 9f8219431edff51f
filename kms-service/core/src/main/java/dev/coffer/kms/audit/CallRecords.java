package dev.coffer.kms.audit;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.events.audit.EventIds;
import dev.coffer.identity.RequestFacts;
import dev.coffer.identity.UserIdentities;
import dev.coffer.kms.api.KmsError;
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
 * The CloudTrail records of one call: one in the trail of the caller's account and, where the key is another account's and
 * the call was not refused, one in that account's, under one {@code sharedEventID}. Those of a call that changed something
 * are made twice, with the change and with the answer, of one {@code eventID} and {@code eventTime}: whatever reads both
 * takes them for one.
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

    /**
     * The records to be committed with what a call changes, as they are while nobody is answered: they have no
     * {@code responseElements}. Nothing where the call has committed some already.
     */
    public static List<PendingRecord> pending(KmsCall call, List<KmsKey> changed, Instant now) {
        if (!call.pending().isEmpty()) {
            return List.of();
        }
        List<KmsKey> about = call.keys().isEmpty() ? changed : call.keys(); // a new key is noted once it is committed
        List<AuditRecord> records = records(null, Optional.empty(), call, about, now);
        call.pending(records);
        String orderKey = orderKey(call, about);
        return records.stream()
                .map(record -> new PendingRecord(orderKey, record))
                .toList();
    }

    /** The records of a call that was answered with {@code result}. */
    public static List<AuditRecord> answered(Object result, KmsCall call, Instant now) {
        boolean write = WRITES.contains(name(call));
        return records(write ? ResponseElements.of(result, call) : null, Optional.empty(), call, call.keys(), now);
    }

    /** The records of a call that was answered with {@code error}. */
    public static List<AuditRecord> refused(AwsException error, KmsCall call, Instant now) {
        return records(null, Optional.of(error), call, call.keys(), now);
    }

    /** The key by which the records keep their order: the KMS key's ARN, or the account where there is none. */
    public static String orderKey(KmsCall call) {
        return orderKey(call, call.keys());
    }

    private static String orderKey(KmsCall call, List<KmsKey> about) {
        return about.isEmpty() ? call.account().value() : about.getFirst().arn();
    }

    private static List<AuditRecord> records(
            @Nullable Map<String, Object> response,
            Optional<AwsException> error,
            KmsCall call,
            List<KmsKey> about,
            Instant now) {
        boolean denied = error.filter(KmsError.ACCESS_DENIED::is).isPresent();
        List<AccountId> owners = about.stream()
                .map(key -> key.id().account())
                .filter(owner -> !owner.equals(call.account()))
                .distinct()
                .toList();
        if (denied || owners.isEmpty()) {
            return List.of(record(response, error, call, about, now, call.account(), Optional.empty()));
        }
        Optional<String> shared =
                Optional.of(sharedBefore(call).orElseGet(() -> UUID.randomUUID().toString()));
        List<AuditRecord> records = new ArrayList<>();
        records.add(record(response, error, call, about, now, call.account(), shared));
        owners.forEach(owner -> records.add(record(response, error, call, about, now, owner, shared)));
        return records;
    }

    private static AuditRecord record(
            @Nullable Map<String, Object> response,
            Optional<AwsException> error,
            KmsCall call,
            List<KmsKey> about,
            Instant now,
            AccountId recipient,
            Optional<String> sharedEventId) {
        RequestFacts facts = call.caller().facts();
        Optional<String> service = UserIdentities.invokedBy(call.caller());
        String event = name(call);
        Optional<AuditRecord> before = before(call, recipient);
        return new AuditRecord(
                AuditRecord.VERSION,
                recipient.equals(call.account())
                        ? UserIdentities.of(call.caller())
                        : UserIdentities.acrossAccounts(call.caller()),
                before.map(AuditRecord::eventTime)
                        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()),
                SOURCE,
                event,
                call.region().id(),
                service.orElse(facts.sourceIp()),
                service.orElse(facts.userAgent()),
                error.map(CallRecords::errorCode),
                error.map(AwsException::text).filter(text -> !text.isEmpty()),
                RequestParameters.of(call.operation()),
                response,
                additional(call),
                call.requestId(),
                before.map(AuditRecord::eventID).orElseGet(() -> EventIds.next(now)),
                !WRITES.contains(event),
                resources(call, about),
                "AwsApiCall",
                true,
                recipient.value(),
                sharedEventId,
                "Management",
                service.isEmpty() && !facts.tls().isEmpty() ? Optional.of(tls(call, facts)) : Optional.empty());
    }

    /** The record in this account's trail that was committed with what the call changed. */
    private static Optional<AuditRecord> before(KmsCall call, AccountId recipient) {
        for (AuditRecord record : call.pending()) { // mostly none: cryptography changes nothing
            if (record.recipientAccountId().equals(recipient.value())) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> sharedBefore(KmsCall call) {
        return before(call, call.account()).flatMap(AuditRecord::sharedEventID);
    }

    private static Optional<Map<String, Object>> additional(KmsCall call) {
        Map<String, Object> members = new LinkedHashMap<>(call.details());
        if (call.caller().via().isPresent()) {
            members.put("s3RequestId", call.caller().facts().requestId());
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(members);
    }

    private static List<AuditRecord.Resource> resources(KmsCall call, List<KmsKey> about) {
        List<AuditRecord.Resource> resources = new ArrayList<>();
        call.aliasArns()
                .forEach(arn -> resources.add(
                        new AuditRecord.Resource(Optional.of(call.account().value()), Optional.empty(), arn)));
        about.forEach(key -> resources.add(resource(key)));
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

    private static String name(KmsCall call) {
        return call.operation().getClass().getSimpleName();
    }
}
