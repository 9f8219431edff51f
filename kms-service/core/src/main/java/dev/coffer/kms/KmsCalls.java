package dev.coffer.kms;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GenerateRandom;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.audit.AcknowledgedRecords;
import dev.coffer.kms.audit.AuditLog;
import dev.coffer.kms.audit.CallRecords;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.fault.FaultPoint;
import dev.coffer.kms.quota.QuotaTable;
import dev.coffer.kms.quota.Quotas;
import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.platform.trace.TraceSpan;
import dev.coffer.platform.trace.Traces;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What every call of KMS's wire goes through: the quota first, as it is cheapest, then the operation; and whatever its
 * outcome, its record is in the log before the caller gets it. Where the log does not take the record, the call fails and
 * what it would have answered is destroyed; what it has changed stays, with a pending record that is appended later.
 */
final class KmsCalls {
    private static final Logger LOG = Logger.getLogger(KmsCalls.class);

    private final Quotas quotas;
    private final Dispatch dispatch;
    private final AuditLog log;
    private final AcknowledgedRecords acknowledged;
    private final InstantSource lifetimes;
    private final InstantSource real;
    private final FaultPoints faults;

    /**
     * @param lifetimes the clock of keys and conditions
     * @param real the clock of the audit trail
     */
    KmsCalls(
            Quotas quotas,
            Dispatch dispatch,
            AuditLog log,
            AcknowledgedRecords acknowledged,
            InstantSource lifetimes,
            InstantSource real,
            FaultPoints faults) {
        this.quotas = quotas;
        this.dispatch = dispatch;
        this.log = log;
        this.acknowledged = acknowledged;
        this.lifetimes = lifetimes;
        this.real = real;
        this.faults = faults;
    }

    Object perform(KmsOperation<?> operation, Region region, Caller caller) {
        KmsCall call = new KmsCall(operation, region, caller, lifetimes.instant(), requestId(caller));
        note(call);
        Object result;
        try {
            quotas.take(region, call.account(), QuotaTable.quotaOf(operation));
            result = dispatch.perform(operation, call);
        } catch (AwsException refusal) {
            refuse(call, refusal);
            throw refusal;
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "KMS request %s failed", call.requestId());
            AwsException internal = KmsError.INTERNAL.because("");
            call.pending(List.of()); // whether they are committed is unknown here: if so, recovery tells of the change
            refuse(call, internal);
            throw internal;
        }
        faults.pass(FaultPoint.RECORD);
        try {
            append(call, CallRecords.answered(result, call, real.instant()));
        } catch (RuntimeException e) {
            secret(result).ifPresent(SecretBytes::close);
            throw e;
        }
        faults.pass(FaultPoint.ANSWER);
        acknowledged.add(call.pending());
        return result;
    }

    private void refuse(KmsCall call, AwsException error) {
        append(call, CallRecords.refused(error, call, real.instant()));
        acknowledged.add(call.pending());
    }

    private void append(KmsCall call, List<AuditRecord> records) {
        try {
            log.append(call.region(), CallRecords.orderKey(call), records);
        } catch (AuditLog.Unavailable e) {
            LOG.errorf(e, "KMS request %s failed: it could not be recorded", call.requestId());
            throw KmsError.INTERNAL.because("");
        }
    }

    /** The request id, by which the audit record is found. */
    private static void note(KmsCall call) {
        TraceSpan span = Traces.current();
        span.note("cloud.region", call.region().id());
        span.note("aws.request_id", call.requestId());
    }

    private static Optional<SecretBytes> secret(Object result) {
        return switch (result) {
            case GenerateDataKey.Result dataKey -> Optional.of(dataKey.plaintext());
            case Decrypt.Result decrypted -> Optional.of(decrypted.plaintext());
            case GenerateRandom.Result random -> Optional.of(random.plaintext());
            default -> Optional.empty();
        };
    }

    /** A direct call is the client's own request, whose id the client sees; S3's calls are requests of their own. */
    private static String requestId(Caller caller) {
        return caller.via().isPresent()
                ? UUID.randomUUID().toString()
                : caller.facts().requestId();
    }
}
