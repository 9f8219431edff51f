package dev.coffer.kms;

import dev.coffer.aws.Region;
import dev.coffer.gateway.api.IdentityPolicies;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.GetQuotas;
import dev.coffer.kms.api.KmsAdministration;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.PutQuota;
import dev.coffer.kms.api.Usage;
import dev.coffer.kms.audit.AcknowledgedRecords;
import dev.coffer.kms.audit.AuditLog;
import dev.coffer.kms.cost.CostMeter;
import dev.coffer.kms.crypto.Cryptography;
import dev.coffer.kms.grant.GrantOperations;
import dev.coffer.kms.key.Aliases;
import dev.coffer.kms.key.KeyChanges;
import dev.coffer.kms.key.KeyLifecycle;
import dev.coffer.kms.key.KeyLookup;
import dev.coffer.kms.key.KeyQueries;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KeyStore;
import dev.coffer.kms.key.ManagedKeys;
import dev.coffer.kms.key.Rotations;
import dev.coffer.kms.key.Tags;
import dev.coffer.kms.policy.Authorization;
import dev.coffer.kms.policy.KeyPolicies;
import dev.coffer.kms.quota.QuotaAdministration;
import dev.coffer.kms.quota.Quotas;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.metrics.OperationTimers;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.platform.trace.SpanName;
import dev.coffer.platform.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** KMS in this process. */
@ApplicationScoped
public class LocalKms implements KmsApi {
    private final OperationTimers timers = new OperationTimers(
            "coffer.kms.requests", "Calls of KMS, answered or refused", "operation", "region", "outcome");
    private final KeyRings rings;
    private final KmsCalls calls;
    private final QuotaAdministration quotas;
    private final CostMeter meter;

    LocalKms(
            KeyRings rings,
            KeyStore store,
            PolicySets policySets,
            Quotas quotas,
            QuotaAdministration quotaAdministration,
            CostMeter meter,
            AuditLog log,
            AcknowledgedRecords acknowledged,
            CofferClock clock,
            FaultPoints faults) {
        this.rings = rings;
        this.calls = new KmsCalls(
                quotas,
                dispatch(rings, store, policySets, clock::real),
                log,
                acknowledged,
                clock::now,
                clock::real,
                faults);
        this.quotas = quotaAdministration;
        this.meter = meter;
    }

    @Override
    @SuppressWarnings("unchecked") // each operation's record says what answers it, and Dispatch keeps to it
    public <R> R call(KmsOperation<R> operation, Region region, Caller caller) {
        rings.of(region); // a region that is not served here has no quota, key or log
        return (R)
                (operation instanceof KmsAdministration<?> administration
                        ? administer(administration, region)
                        : perform(operation, region, caller));
    }

    private Object perform(KmsOperation<?> operation, Region region, Caller caller) {
        String name = operation.getClass().getSimpleName();
        return Traces.part(
                SpanName.KMS,
                name,
                () -> timers.time(name, region.id(), () -> calls.perform(operation, region, caller)));
    }

    private Object administer(KmsAdministration<?> operation, Region region) {
        return switch (operation) {
            case GetQuotas op -> quotas.get(op, region);
            case PutQuota op -> quotas.put(op, region);
            case Usage op -> meter.usage(op, region);
        };
    }

    /** @param real the clock of the audit trail */
    static Dispatch dispatch(KeyRings rings, KeyStore store, PolicySets policySets, InstantSource real) {
        Authorization authorization = new Authorization(new IdentityPolicies(policySets));
        KeyChanges changes = new KeyChanges(store, real);
        ManagedKeys managed = new ManagedKeys(changes);
        KeyLookup lookup = new KeyLookup(rings, store, managed);
        KeyPolicies policies = new KeyPolicies(lookup, changes, authorization);
        return new Dispatch(
                new Cryptography(lookup, authorization),
                new KeyLifecycle(lookup, changes, policies, authorization),
                new KeyQueries(rings, lookup, managed, authorization),
                new Aliases(store, rings, lookup, changes, authorization),
                policies,
                new Rotations(lookup, changes, authorization),
                new Tags(lookup, changes, authorization),
                new GrantOperations(rings, lookup, changes, authorization));
    }
}
