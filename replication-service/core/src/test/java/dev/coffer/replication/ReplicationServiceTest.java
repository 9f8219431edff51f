package dev.coffer.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coffer.api.Nothing;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.events.Topics;
import dev.coffer.events.replication.ReplicationOutcome;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.events.s3.ObjectEventCodec;
import dev.coffer.identity.Caller;
import dev.coffer.identity.RequestFacts;
import dev.coffer.replication.api.LinkState;
import dev.coffer.replication.api.ListLinks;
import dev.coffer.replication.api.ReplicationApi;
import dev.coffer.replication.api.ReplicationBacklog;
import dev.coffer.replication.api.SetLink;
import dev.coffer.testing.EnginesResource;
import dev.coffer.testing.TestDatabase;
import dev.coffer.testing.TestKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service on real engines: object events go in through Kafka, outcomes come out. */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
class ReplicationServiceTest {
    private static final String EVENTS = Topics.objectEvents(TestEvents.IRELAND);
    private static final String STATUS = Topics.replicationStatus(TestEvents.IRELAND);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final LinkState CUT = new LinkState(true, 0, 0, 0);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final TestKafka kafka = TestKafka.shared();
    private final String source = "source-" + NUMBERS.incrementAndGet();
    private final String copies = "copies-" + NUMBERS.get();
    private final Caller caller = TestRoles.session(TestEvents.ROLE, new RequestFacts("REQ", "127.0.0.1", "test", ""));

    @Inject
    ReplicationApi replication;

    @Inject
    TestStorage storage;

    @BeforeEach
    void buckets() {
        storage.bucket(source, TestEvents.IRELAND);
        storage.bucket(copies, TestEvents.VIRGINIA);
    }

    @AfterEach
    void heal() {
        set(TestEvents.IRELAND, TestEvents.VIRGINIA, LinkState.HEALTHY);
    }

    @Test
    void an_object_event_leads_to_a_replica_and_an_outcome_on_the_status_topic() {
        ObjectEvent event = put("k", 1);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outcomes()).singleElement().satisfies(outcome -> {
                    assertThat(outcome.eventId()).isEqualTo(event.id());
                    assertThat(outcome.completed()).isTrue();
                    assertThat(outcome.sequencer()).isEqualTo(1);
                    assertThat(outcome.destinationBucket()).isEqualTo(copies);
                    assertThat(outcome.endTime()).isAfter(outcome.requestTime());
                }));
        assertThat(storage.content(copies, "k", "v1")).contains("content 1");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(backlog().completed()).isEqualTo(1));
    }

    @Test
    void a_role_that_cannot_be_assumed_is_a_failure() {
        ObjectEvent event = TestEvents.created(source, "k", "v1", 1, copies);
        ObjectEvent.ReplicationTarget target = new ObjectEvent.ReplicationTarget(
                "rule", TestGateway.UNTRUSTING_ROLE, copies, Optional.empty(), Optional.empty(), false);
        send(with(event, target));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outcomes())
                        .singleElement()
                        .satisfies(o -> assertThat(o.failureReason()).contains("AssumeRoleNotPermitted")));
    }

    @Test
    void an_event_that_cannot_be_read_goes_to_the_dead_letters_and_holds_up_nothing() {
        String poison = "no event, " + source;
        kafka.send(EVENTS, source + "/k", poison);
        put("k", 1);

        await().atMost(SOON).untilAsserted(() -> assertThat(outcomes()).hasSize(1));
        assertThat(kafka.read(Topics.deadLetters(EVENTS)))
                .anySatisfy(letter -> assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                        .isEqualTo(poison));
    }

    @Test
    void events_that_owe_nothing_make_no_tasks() {
        send(TestEvents.unreplicated(source));
        put("k", 1);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(backlog().completed()).isEqualTo(1));
        assertThat(TestDatabase.shared()
                        .database()
                        .statements()
                        .first(
                                "select count(*) from replication.task where source_bucket = $1",
                                row -> row.getLong(0),
                                source))
                .contains(1L);
    }

    @Test
    void while_a_link_is_cut_versions_wait_and_when_it_heals_they_go() {
        set(TestEvents.IRELAND, TestEvents.VIRGINIA, CUT);
        assertThat(replication.call(new ListLinks(), caller).links())
                .containsExactly(new ListLinks.Link(TestEvents.IRELAND, TestEvents.VIRGINIA, CUT));
        IntStream.rangeClosed(1, 30).forEach(s -> put("k" + s, s));
        await().atMost(SOON).untilAsserted(() -> assertThat(backlog().pending()).isEqualTo(30));
        assertThat(outcomes()).isEmpty();

        set(TestEvents.IRELAND, TestEvents.VIRGINIA, LinkState.HEALTHY);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(backlog().completed()).isEqualTo(30));
        assertThat(outcomes()).hasSize(30).allMatch(ReplicationOutcome::completed);
        assertThat(replication.call(new ListLinks(), caller).links()).isEmpty();
    }

    @Test
    void a_link_that_another_instance_cut_is_cut_here_within_a_second() {
        TestDatabase.shared()
                .database()
                .statements()
                .update(
                        "insert into replication.link values ($1, $2, true, 0, 0, 0)",
                        TestEvents.IRELAND.id(),
                        TestEvents.VIRGINIA.id());

        await().atMost(Duration.ofSeconds(5)).until(() -> {
            int before = backlog().hashCode();
            put("probe" + before, NUMBERS.incrementAndGet());
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            return backlog().pending() > 0;
        });
    }

    @Test
    void links_that_make_no_sense_are_refused() {
        refused(TestEvents.IRELAND, TestEvents.IRELAND, CUT);
        refused(TestEvents.IRELAND, new Region("ap-south-1"), CUT);
        refused(TestEvents.IRELAND, TestEvents.VIRGINIA, new LinkState(false, -1, 0, 0));
        refused(TestEvents.IRELAND, TestEvents.VIRGINIA, new LinkState(false, 60_001, 0, 0));
        refused(TestEvents.IRELAND, TestEvents.VIRGINIA, new LinkState(false, 0, 101, 0));
        refused(TestEvents.IRELAND, TestEvents.VIRGINIA, new LinkState(false, 0, Double.NaN, 0));
        refused(TestEvents.IRELAND, TestEvents.VIRGINIA, new LinkState(false, 0, 0, -1));
    }

    private void refused(Region from, Region to, LinkState state) {
        assertThatThrownBy(() -> set(from, to, state))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidArgument"));
    }

    private void set(Region from, Region to, LinkState state) {
        assertThat(replication.call(new SetLink(from, to, state), caller)).isEqualTo(Nothing.NOTHING);
    }

    private ObjectEvent put(String key, int sequencer) {
        storage.put(source, key, "v" + sequencer, sequencer, "content " + sequencer);
        ObjectEvent event = TestEvents.created(source, key, "v" + sequencer, sequencer, copies);
        send(event);
        return event;
    }

    private void send(ObjectEvent event) {
        kafka.send(EVENTS, event.bucket() + "/" + event.key(), ObjectEventCodec.encode(event));
    }

    private List<ReplicationOutcome> outcomes() {
        return kafka.read(STATUS).stream()
                .map(r -> ReplicationOutcome.fromJson(new String(r.value(), StandardCharsets.UTF_8)))
                .filter(o -> o.sourceBucket().equals(source))
                .toList();
    }

    private ReplicationBacklog.Result backlog() {
        return replication.call(new ReplicationBacklog(Optional.of(source)), caller);
    }

    private static ObjectEvent with(ObjectEvent event, ObjectEvent.ReplicationTarget target) {
        return new ObjectEvent(
                event.id(),
                event.eventName(),
                event.time(),
                event.region(),
                event.bucket(),
                event.bucketOwner(),
                event.key(),
                event.versionId(),
                event.sequencer(),
                event.size(),
                event.etag(),
                event.principalId(),
                event.sourceIp(),
                event.requestId(),
                event.encryption(),
                event.deleteMarker(),
                event.replica(),
                List.of(target),
                event.replicationEventData(),
                event.traceparent());
    }
}
