package dev.coffer.gateway.testing;

import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.AuditOperation;
import dev.coffer.audit.api.LookupEvents;
import dev.coffer.audit.api.QueryRecords;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A trail with one event, that remembers what it was asked. */
@Alternative
@ApplicationScoped
public class FakeAudit implements AuditApi {
    private final List<AuditOperation<?>> asked = new CopyOnWriteArrayList<>();

    public AuditOperation<?> last() {
        return asked.getLast();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R call(AuditOperation<R> operation, Region region, Caller caller) {
        asked.add(operation);
        return (R)
                switch (operation) {
                    case LookupEvents lookup -> {
                        if (lookup.maxResults().filter(max -> max > 50).isPresent()) {
                            throw new AwsException("InvalidMaxResultsException", 400, "at most 50");
                        }
                        yield new LookupEvents.Result(
                                List.of(new LookupEvents.Event(
                                        "e-1",
                                        "Decrypt",
                                        "true",
                                        Optional.of(caller.principal().accessKeyId()),
                                        Instant.parse("2026-11-01T10:00:00Z"),
                                        "kms.amazonaws.com",
                                        Optional.of("alice"),
                                        List.of(new LookupEvents.Resource(
                                                "AWS::KMS::Key", "arn:aws:kms:" + region + ":1:key/1")),
                                        "{\"eventName\":\"Decrypt\"}")),
                                Optional.of("next"));
                    }
                    case QueryRecords query ->
                        query.groupBy().isEmpty()
                                ? new QueryRecords.Result(
                                        List.of("{\"eventName\":\"Decrypt\"}"), List.of(), Optional.of("next"))
                                : new QueryRecords.Result(
                                        List.of(),
                                        List.of(new QueryRecords.Group(Map.of("eventName", "Decrypt"), 12)),
                                        Optional.empty());
                    default -> throw new IllegalArgumentException(operation.toString());
                };
    }
}
