package dev.coffer.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.LookupEvents;
import dev.coffer.audit.api.QueryRecords;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.events.Topics;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import dev.coffer.testing.EnginesResource;
import dev.coffer.testing.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The whole service on real engines: records go in through Kafka and are asked for through the API. */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
class AuditTrailTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final String TOPIC = Topics.kmsAudit(IRELAND);
    private static final AtomicInteger ACCOUNTS = new AtomicInteger(100_000);

    private final TestKafka kafka = TestKafka.shared();
    private final String account = "222222" + ACCOUNTS.incrementAndGet();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Inject
    AuditApi audit;

    @Test
    void a_record_that_the_log_has_taken_is_looked_up_at_once() {
        String id = UUID.randomUUID().toString();
        send(record().id(id));
        Instant acknowledged = Instant.now();

        LookupEvents.Event event = awaitEvents(1).getFirst();

        assertThat(Duration.between(acknowledged, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(event.eventId()).isEqualTo(id);
        assertThat(event.eventName()).isEqualTo("Decrypt");
        assertThat(event.readOnly()).isEqualTo("true");
        assertThat(event.username()).contains("nightly");
        assertThat(event.eventTime()).isEqualTo(now);
        assertThat(event.resources()).containsExactly(new LookupEvents.Resource("AWS::KMS::Key", SampleRecord.KEY_ARN));
        assertThat(event.cloudTrailEvent()).contains("\"eventID\":\"" + id + "\"");
    }

    @Test
    void a_record_delivered_again_is_on_the_trail_once() {
        String twice = record().json();
        kafka.send(TOPIC, "k", twice);
        kafka.send(TOPIC, "k", twice);
        send(record());

        assertThat(awaitEvents(2)).hasSize(2);
    }

    @Test
    void a_poisoned_record_goes_to_the_dead_letters_and_holds_up_nothing() {
        byte[] poison = ("no record " + account).getBytes(StandardCharsets.UTF_8);
        kafka.send(TOPIC, "k", poison);
        send(record());

        awaitEvents(1);

        assertThat(kafka.read(Topics.deadLetters(TOPIC))).anySatisfy(letter -> {
            assertThat(letter.value()).isEqualTo(poison);
            assertThat(new String(
                            letter.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                    .startsWith("not JSON");
            assertThat(new String(
                            letter.headers().lastHeader("dead-letter-topic").value(), StandardCharsets.UTF_8))
                    .isEqualTo(TOPIC);
        });
    }

    @Test
    void every_attribute_finds_its_records_and_no_others() {
        send(record().name("Decrypt").session("nightly").accessKey("ASIA1"));
        send(record().name("GenerateDataKey").session("weekly").accessKey("ASIA2"));
        send(record().source("s3.amazonaws.com")
                .name("CreateBucket")
                .session("weekly")
                .readOnly(false)
                .resource("AWS::S3::Bucket", "arn:aws:s3:::reports"));
        List<LookupEvents.Event> all = awaitEvents(3);

        assertThat(names("EventName", "GenerateDataKey")).containsExactly("GenerateDataKey");
        assertThat(names("Username", "weekly")).containsExactlyInAnyOrder("GenerateDataKey", "CreateBucket");
        assertThat(names("AccessKeyId", "ASIA2")).containsExactly("GenerateDataKey");
        assertThat(names("EventSource", "s3.amazonaws.com")).containsExactly("CreateBucket");
        assertThat(names("ReadOnly", "false")).containsExactly("CreateBucket");
        assertThat(names("ReadOnly", "maybe")).isEmpty();
        assertThat(names("ResourceType", "AWS::S3::Bucket")).containsExactly("CreateBucket");
        assertThat(names("ResourceName", "reports")).containsExactly("CreateBucket");
        assertThat(names("ResourceName", SampleRecord.KEY_ARN)).containsExactlyInAnyOrder("Decrypt", "GenerateDataKey");
        assertThat(names("EventId", all.getFirst().eventId()))
                .containsExactly(all.getFirst().eventName());
        assertThat(names("EventId", "no id")).isEmpty();
    }

    @Test
    void lookups_see_only_management_events_of_their_account_and_region() {
        send(record());
        send(record().dataEvent());
        send(record().region("us-east-1"));
        send(record().account("333333333333"));
        await().untilAsserted(() -> assertThat(query(filter()).records()).hasSize(3));

        assertThat(lookUp(request()).events()).hasSize(1);
        assertThat(audit.call(request(), new Region("us-east-1"), caller()).events())
                .hasSize(1);
    }

    @Test
    void pages_are_newest_first_and_skip_no_record_that_is_stored_between_them() {
        IntStream.range(0, 7).forEach(i -> send(record().at(now.minusSeconds(i * 10L))));
        awaitEvents(7);
        LookupEvents.Result first = lookUp(page(3, Optional.empty()));

        String late = UUID.randomUUID().toString();
        send(record().id(late).at(now.minusSeconds(45)));
        awaitEvents(8);
        List<LookupEvents.Event> walked = new ArrayList<>(first.events());
        Optional<String> token = first.nextToken();
        while (token.isPresent()) {
            LookupEvents.Result next = lookUp(page(3, token));
            walked.addAll(next.events());
            token = next.nextToken();
        }

        assertThat(walked)
                .hasSize(8)
                .isSortedAccordingTo((a, b) -> b.eventTime().compareTo(a.eventTime()));
        assertThat(walked)
                .extracting(LookupEvents.Event::eventId)
                .contains(late)
                .doesNotHaveDuplicates();
    }

    @Test
    void records_of_one_second_are_paged_without_loss() {
        IntStream.range(0, 11).forEach(i -> send(record()));
        awaitEvents(11);

        Set<String> seen = new HashSet<>();
        Optional<String> token = Optional.empty();
        do {
            LookupEvents.Result page = lookUp(page(2, token));
            page.events().forEach(e -> assertThat(seen.add(e.eventId())).isTrue());
            token = page.nextToken();
        } while (token.isPresent());
        assertThat(seen).hasSize(11);
    }

    @Test
    void a_token_continues_only_its_own_query() {
        IntStream.range(0, 3).forEach(i -> send(record()));
        awaitEvents(3);
        Optional<String> token = lookUp(page(1, Optional.empty())).nextToken();

        LookupEvents other = new LookupEvents(
                List.of(new LookupEvents.Attribute("EventName", "Decrypt")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(1),
                token);
        assertThatThrownBy(() -> lookUp(other))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidNextTokenException"));
    }

    @Test
    void a_record_of_a_day_without_partitions_makes_them() {
        send(record().at(now.minus(60, ChronoUnit.DAYS)));

        assertThat(awaitEvents(1).getFirst().eventTime()).isEqualTo(now.minus(60, ChronoUnit.DAYS));
    }

    @Test
    void what_is_older_than_90_days_is_stored_and_not_looked_up() {
        send(record().at(now.minus(91, ChronoUnit.DAYS)));
        await().untilAsserted(() -> assertThat(query(filter()).records()).hasSize(1));

        assertThat(lookUp(request()).events()).isEmpty();
    }

    @Test
    void a_context_that_the_database_cannot_index_is_kept_on_the_trail() {
        String hostile = "arn:aws:s3:::b/\u0000" + "k".repeat(5000);
        send(record().context(hostile));

        assertThat(awaitEvents(1).getFirst().cloudTrailEvent()).contains("\\u0000kkk");
        assertThat(query(filter(hostile)).records()).hasSize(1);
    }

    @Test
    void records_are_filtered_and_counted() {
        send(record().context("arn:aws:s3:::reports"));
        send(record().context("arn:aws:s3:::reports/a_1"));
        send(record().context("arn:aws:s3:::reports/a_2").error("AccessDenied"));
        send(record().context("arn:aws:s3:::reportsX/a%1"));
        await().untilAsserted(() -> assertThat(query(filter()).records()).hasSize(4));

        assertThat(query(filter("arn:aws:s3:::reports")).records()).hasSize(1);
        assertThat(query(filter("arn:aws:s3:::reports/*")).records()).hasSize(2);
        assertThat(query(filter("arn:aws:s3:::reports*")).records()).hasSize(4);
        assertThat(groups("bucket", "errorCode"))
                .containsExactly(
                        new QueryRecords.Group(Map.of("bucket", "reports", "errorCode", ""), 2),
                        new QueryRecords.Group(Map.of("bucket", "reports", "errorCode", "AccessDenied"), 1),
                        new QueryRecords.Group(Map.of("bucket", "reportsX", "errorCode", ""), 1));
        assertThat(groups("hour"))
                .containsExactly(new QueryRecords.Group(
                        Map.of("hour", now.truncatedTo(ChronoUnit.HOURS).toString()), 4));
        assertThat(groups("principal"))
                .extracting(QueryRecords.Group::by)
                .containsExactly(Map.of("principal", "arn:aws:iam::" + account + ":role/reader"));
    }

    @Test
    void a_user_looks_events_up_only_where_a_policy_allows_it() {
        send(record());
        awaitEvents(1);

        assertThat(audit.call(request(), IRELAND, user("looker")).events()).hasSize(1);
        assertThatThrownBy(() -> audit.call(request(), IRELAND, user("nobody")))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("AccessDeniedException"))
                .hasMessage("User: arn:aws:iam::" + account + ":user/alice is not authorized to perform:"
                        + " cloudtrail:LookupEvents because no identity-based policy allows the"
                        + " cloudtrail:LookupEvents action");
    }

    private SampleRecord record() {
        return new SampleRecord().account(account).at(now);
    }

    private void send(SampleRecord record) {
        kafka.send(TOPIC, SampleRecord.KEY_ARN, record.json());
    }

    private List<LookupEvents.Event> awaitEvents(int count) {
        return await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> lookUp(request()).events(), events -> events.size() == count);
    }

    private List<String> names(String attribute, String value) {
        LookupEvents request = new LookupEvents(
                List.of(new LookupEvents.Attribute(attribute, value)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return lookUp(request).events().stream()
                .map(LookupEvents.Event::eventName)
                .toList();
    }

    private LookupEvents.Result lookUp(LookupEvents request) {
        return audit.call(request, IRELAND, caller());
    }

    private static LookupEvents request() {
        return page(50, Optional.empty());
    }

    private static LookupEvents page(int size, Optional<String> token) {
        return new LookupEvents(List.of(), Optional.empty(), Optional.empty(), Optional.of(size), token);
    }

    private QueryRecords.Result query(QueryRecords request) {
        return audit.call(request, IRELAND, caller());
    }

    private List<QueryRecords.Group> groups(String... columns) {
        return query(query(Optional.empty(), List.of(columns))).groups();
    }

    private static QueryRecords filter() {
        return query(Optional.empty(), List.of());
    }

    private static QueryRecords filter(String contextArn) {
        return query(Optional.of(contextArn), List.of());
    }

    private static QueryRecords query(Optional<String> contextArn, List<String> groupBy) {
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
                100,
                Optional.empty());
    }

    private Caller caller() {
        return caller(new Principal.Root(new AccountId(account), "AKIAEXAMPLE"), "");
    }

    private Caller user(String policySet) {
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
