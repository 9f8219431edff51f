package dev.coffer.audit;

import static org.awaitility.Awaitility.await;

import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.LookupEvents;
import dev.coffer.audit.api.QueryRecords;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.events.Topics;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import dev.coffer.testing.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One account's way into the trail, through the log, and out of it, through the API. */
final class TrailClient {
    static final Region IRELAND = new Region("eu-west-1");
    static final String TOPIC = Topics.kmsAudit(IRELAND);

    private static final AtomicInteger ACCOUNTS = new AtomicInteger(100_000);

    final TestKafka kafka = TestKafka.shared();
    final String account = "222222" + ACCOUNTS.incrementAndGet();
    final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final AuditApi audit;

    TrailClient(AuditApi audit) {
        this.audit = audit;
    }

    SampleRecord record() {
        return new SampleRecord().account(account).at(now);
    }

    void send(SampleRecord record) {
        kafka.send(TOPIC, SampleRecord.KEY_ARN, record.json());
    }

    List<LookupEvents.Event> awaitEvents(int count) {
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> lookUp(page(50, Optional.empty())).events(), events -> events.size() == count);
    }

    /** The names of the events that an attribute finds. */
    List<String> names(String attribute, String value) {
        return lookUp(by(attribute, value)).events().stream()
                .map(LookupEvents.Event::eventName)
                .toList();
    }

    LookupEvents.Result lookUp(LookupEvents request) {
        return audit.call(request, IRELAND, root());
    }

    static LookupEvents by(String attribute, String value) {
        return new LookupEvents(
                List.of(new LookupEvents.Attribute(attribute, value)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static LookupEvents page(int size, Optional<String> token) {
        return new LookupEvents(List.of(), Optional.empty(), Optional.empty(), Optional.of(size), token);
    }

    QueryRecords.Result query(QueryRecords request) {
        return audit.call(request, IRELAND, root());
    }

    /** All records, or those of a context. */
    static QueryRecords records(Optional<String> contextArn, int limit, Optional<String> token) {
        return request(contextArn, List.of(), limit, token);
    }

    static QueryRecords counts(List<String> groupBy, int limit, Optional<String> token) {
        return request(Optional.empty(), groupBy, limit, token);
    }

    private static QueryRecords request(
            Optional<String> contextArn, List<String> groupBy, int limit, Optional<String> token) {
        return new QueryRecords(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                contextArn,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                groupBy,
                limit,
                token);
    }

    List<String> allRecords() {
        return query(records(Optional.empty(), 100, Optional.empty())).records();
    }

    Caller root() {
        return caller(new Principal.Root(new AccountId(account), "AKIAEXAMPLE"), "");
    }

    Caller user(String policySet) {
        return caller(new Principal.IamUser(new AccountId(account), "alice", "AIDAEXAMPLE", "AKIAALICE"), policySet);
    }

    private static Caller caller(Principal principal, String policySet) {
        return new Caller(
                principal,
                policySet,
                "0".repeat(64),
                new RequestFacts("REQ", "127.0.0.1", "test", ""),
                Optional.empty(),
                Map.of());
    }
}
