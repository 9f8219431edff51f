package dev.coffer.kms;

import dev.coffer.aws.Region;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.Tag;
import dev.coffer.kms.audit.AcknowledgedRecords;
import dev.coffer.kms.audit.AuditLog;
import dev.coffer.kms.key.KeyCalendar;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.quota.Quotas;
import dev.coffer.platform.fault.FaultPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** KMS without engines: keys in memory, a clock that stands until it is moved, a log that is a list. */
public final class TestKms {
    public static final Region VIRGINIA = new Region("us-east-1");
    public static final Region IRELAND = new Region("eu-west-1");

    public final KeyRings rings = new KeyRings(List.of(VIRGINIA, IRELAND));
    public final MemoryKeyStore store = new MemoryKeyStore(rings);
    public final List<AuditRecord> records = new ArrayList<>();
    public final AcknowledgedRecords acknowledged = new AcknowledgedRecords();
    public final Quotas quotas;
    private final KmsCalls calls;
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    public TestKms() {
        this((region, key, list) -> {});
    }

    /** @param log is asked before the records are kept */
    public TestKms(AuditLog log) {
        AuditLog keeping = (region, key, list) -> {
            log.append(region, key, list);
            records.addAll(list);
        };
        quotas = new Quotas(List.of(VIRGINIA, IRELAND), () -> now.toEpochMilli() * 1_000_000);
        calls = new KmsCalls(
                quotas,
                LocalKms.dispatch(rings, store, new TestPolicySets(), () -> now),
                keeping,
                acknowledged,
                () -> now,
                () -> now,
                FaultPoints.NONE);
    }

    public Instant now() {
        return now;
    }

    /** Moves the clock, and does what is due then. */
    public void pass(Duration time) {
        now = now.plus(time);
        new KeyCalendar(rings, store, () -> now, () -> now, done -> records.add(done.record())).run();
    }

    public <R> R call(KmsOperation<R> operation, Caller caller) {
        return call(operation, VIRGINIA, caller);
    }

    @SuppressWarnings("unchecked")
    public <R> R call(KmsOperation<R> operation, Region region, Caller caller) {
        return (R) calls.perform(operation, region, caller);
    }

    public AuditRecord lastRecord() {
        return records.getLast();
    }

    /** A new key's ARN. */
    public String createKey(Caller caller) {
        pass(Duration.ofSeconds(1)); // five a second are allowed
        return call(create(Optional.empty()), caller).keyMetadata().arn();
    }

    /** A new key with a policy, which need not leave control to anybody. */
    public String createKey(Caller caller, String policy) {
        pass(Duration.ofSeconds(1));
        return call(create(Optional.of(policy)), caller).keyMetadata().arn();
    }

    public static CreateKey create(Optional<String> policy, Tag... tags) {
        return new CreateKey(
                policy,
                Optional.of("test"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                List.of(tags),
                Optional.empty(),
                Optional.empty());
    }
}
