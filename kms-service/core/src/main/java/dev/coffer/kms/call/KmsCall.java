package dev.coffer.kms.call;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.key.KmsKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call while it is performed: what, where, by whom, when, and what it turned out to be about. Confined to the thread of
 * the call. The audit record is made of it, whatever becomes of the call.
 */
public final class KmsCall {
    private final KmsOperation<?> operation;
    private final Region region;
    private final Caller caller;
    private final Instant time;
    private final String requestId;
    private final List<KmsKey> keys = new ArrayList<>(2);
    private final List<String> aliasArns = new ArrayList<>(1);
    private final Map<String, Object> details = new LinkedHashMap<>();
    private List<AuditRecord> pending = List.of();

    /**
     * @param time when it arrived, by the clock of lifetimes
     * @param requestId KMS's own, a UUID
     */
    public KmsCall(KmsOperation<?> operation, Region region, Caller caller, Instant time, String requestId) {
        this.operation = operation;
        this.region = region;
        this.caller = caller;
        this.time = time;
        this.requestId = requestId;
    }

    /** What is asked for. */
    public KmsOperation<?> operation() {
        return operation;
    }

    /** Where. */
    public Region region() {
        return region;
    }

    /** By whom. */
    public Caller caller() {
        return caller;
    }

    /** The account that asks; its quota counts, its aliases are meant. */
    public AccountId account() {
        return caller.principal().account();
    }

    /** When. */
    public Instant time() {
        return time;
    }

    /** KMS's request id. */
    public String requestId() {
        return requestId;
    }

    /** Whether S3 acts for the requester. */
    public boolean isViaS3() {
        return caller.via().filter(service -> service.startsWith("s3.")).isPresent();
    }

    /** Notes that the call is about this key; a later state of the same key takes the place of an earlier one. */
    public KmsKey about(KmsKey key) {
        keys.removeIf(known -> known.id().equals(key.id()));
        keys.add(key);
        return key;
    }

    /** Notes that the call is about this alias. */
    public void aboutAlias(String arn) {
        aliasArns.add(arn);
    }

    /** Notes a member of the record's {@code additionalEventData}. */
    public void detail(String name, Object value) {
        details.put(name, value);
    }

    /** Notes the records that are committed with what it changes; those after the answer are copies of the same events. */
    public void pending(List<AuditRecord> records) {
        pending = List.copyOf(records);
    }

    /** The records that are committed with what it changed; none if it changed nothing, or if that is unknown. */
    public List<AuditRecord> pending() {
        return pending;
    }

    /** The keys it is about. */
    public List<KmsKey> keys() {
        return Collections.unmodifiableList(keys);
    }

    /** The aliases it is about. */
    public List<String> aliasArns() {
        return Collections.unmodifiableList(aliasArns);
    }

    /** The members of {@code additionalEventData}. */
    public Map<String, Object> details() {
        return Collections.unmodifiableMap(details);
    }
}
