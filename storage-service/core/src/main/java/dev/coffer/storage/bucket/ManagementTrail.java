package dev.coffer.storage.bucket;

import dev.coffer.aws.error.AwsException;
import dev.coffer.events.audit.AuditRecord;
import dev.coffer.events.audit.EventIds;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.UserIdentities;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.outbox.OutboxBell;
import dev.coffer.storage.outbox.OutboxMessage;
import dev.coffer.storage.outbox.OutboxRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The management events of bucket-level calls, one for each call that is answered: of a change in the change's own
 * transaction, of a read or a refusal in one of its own ahead of the answer. Source: "Amazon S3 CloudTrail events".
 */
@ApplicationScoped
public class ManagementTrail {
    private static final String SOURCE = "s3.amazonaws.com";

    private final Database database;
    private final OutboxBell bell;
    private final CofferClock clock;

    ManagementTrail(Database database, OutboxBell bell, CofferClock clock) {
        this.database = database;
        this.bell = bell;
        this.clock = clock;
    }

    /** A handler that commits {@code success} with what it changes. */
    @FunctionalInterface
    interface Change<O, R> {
        R apply(O operation, StorageCall call, OutboxMessage success);
    }

    /** {@code handler} with its calls on the trail; {@code name} tells the event's name for the operation. */
    <R, O extends S3Operation<R>> BiFunction<O, StorageCall, R> reading(
            Function<O, String> name, BiFunction<O, StorageCall, R> handler) {
        return (operation, call) -> {
            String event = name.apply(operation);
            R result = orRefused(event, operation, call, Map.of(), () -> handler.apply(operation, call));
            append(message(event, true, operation, call, Map.of(), Optional.empty()));
            return result;
        };
    }

    /** As {@link #reading(Function, BiFunction)}, for an operation that is always called the same. */
    <R, O extends S3Operation<R>> BiFunction<O, StorageCall, R> reading(
            String name, BiFunction<O, StorageCall, R> handler) {
        return reading((O operation) -> name, handler);
    }

    /** {@code handler} with its calls on the trail; {@code parameters} are what the record tells of the request. */
    <R, O extends S3Operation<R>> BiFunction<O, StorageCall, R> changing(
            String name, Function<O, Map<String, Object>> parameters, Change<O, R> handler) {
        return (operation, call) -> {
            Map<String, Object> told = parameters.apply(operation);
            R result = orRefused(
                    name,
                    operation,
                    call,
                    told,
                    () -> handler.apply(
                            operation, call, message(name, false, operation, call, told, Optional.empty())));
            bell.ring();
            return result;
        };
    }

    private <R> R orRefused(
            String name,
            S3Operation<?> operation,
            StorageCall call,
            Map<String, Object> parameters,
            java.util.function.Supplier<R> work) {
        try {
            return work.get();
        } catch (AwsException refused) {
            boolean readOnly = name.startsWith("Get") || name.startsWith("Head");
            append(message(name, readOnly, operation, call, parameters, Optional.of(refused)));
            throw refused;
        }
    }

    private void append(OutboxMessage message) {
        database.pipelined(transaction -> {
            OutboxRows.append(transaction, List.of(message));
            return message;
        });
        bell.ring();
    }

    private OutboxMessage message(
            String name,
            boolean readOnly,
            S3Operation<?> operation,
            StorageCall call,
            Map<String, Object> parameters,
            Optional<AwsException> refusal) {
        Caller caller = call.caller();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("bucketName", operation.bucket().value());
        request.putAll(parameters);
        boolean signed = !(caller.principal() instanceof Principal.Anonymous);
        Instant now = clock.real();
        AuditRecord record = new AuditRecord(
                AuditRecord.VERSION,
                UserIdentities.of(caller),
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                SOURCE,
                name,
                call.region().id(),
                caller.facts().sourceIp(),
                caller.facts().userAgent(),
                refusal.map(AwsException::code),
                refusal.map(AwsException::text),
                request,
                null,
                signed ? Optional.of(Map.of("SignatureVersion", "SigV4")) : Optional.empty(),
                caller.facts().requestId(),
                EventIds.next(now),
                readOnly,
                List.of(new AuditRecord.Resource(
                        Optional.of(caller.principal().account().value()),
                        Optional.of("AWS::S3::Bucket"),
                        operation.bucket().arn())),
                "AwsApiCall",
                true,
                caller.principal().account().value(),
                Optional.empty(),
                "Management",
                Optional.of(caller.facts().tls()).filter(t -> !t.isEmpty()).map(t -> Map.of("tlsVersion", t)));
        return OutboxMessage.of(call.region(), operation.bucket(), record);
    }
}
