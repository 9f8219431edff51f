package dev.coffer.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.LookupEvents;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.testing.EnginesResource;
import dev.coffer.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LookupEvents as CloudTrail's clients see it. */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
class LookupEventsTest {
    @Inject
    AuditApi audit;

    TrailClient trail;

    @BeforeEach
    void newAccount() {
        trail = new TrailClient(audit);
    }

    @Test
    void every_attribute_finds_its_records_and_no_others() {
        trail.send(trail.record().name("Decrypt").session("nightly").accessKey("ASIA1"));
        trail.send(trail.record().name("GenerateDataKey").session("weekly").accessKey("ASIA2"));
        trail.send(trail.record()
                .source("s3.amazonaws.com")
                .name("CreateBucket")
                .session("weekly")
                .readOnly(false)
                .resource("AWS::S3::Bucket", "arn:aws:s3:::reports"));
        List<LookupEvents.Event> all = trail.awaitEvents(3);

        assertThat(trail.names("EventName", "GenerateDataKey")).containsExactly("GenerateDataKey");
        assertThat(trail.names("Username", "weekly")).containsExactlyInAnyOrder("GenerateDataKey", "CreateBucket");
        assertThat(trail.names("AccessKeyId", "ASIA2")).containsExactly("GenerateDataKey");
        assertThat(trail.names("EventSource", "s3.amazonaws.com")).containsExactly("CreateBucket");
        assertThat(trail.names("ReadOnly", "false")).containsExactly("CreateBucket");
        assertThat(trail.names("ReadOnly", "maybe")).isEmpty();
        assertThat(trail.names("ResourceType", "AWS::S3::Bucket")).containsExactly("CreateBucket");
        assertThat(trail.names("ResourceName", "reports")).containsExactly("CreateBucket");
        assertThat(trail.names("ResourceName", SampleRecord.KEY_ARN))
                .containsExactlyInAnyOrder("Decrypt", "GenerateDataKey");
        assertThat(trail.names("EventId", all.getFirst().eventId()))
                .containsExactly(all.getFirst().eventName());
        assertThat(trail.names("EventId", "no id")).isEmpty();
    }

    @Test
    void lookups_see_only_management_events_of_their_account_and_region() {
        trail.send(trail.record());
        trail.send(trail.record().dataEvent());
        trail.send(trail.record().region("us-east-1"));
        trail.send(trail.record().account("333333333333"));
        await().untilAsserted(() -> assertThat(trail.allRecords()).hasSize(3));

        assertThat(trail.lookUp(TrailClient.page(50, Optional.empty())).events())
                .hasSize(1);
        assertThat(audit.call(TrailClient.page(50, Optional.empty()), new Region("us-east-1"), trail.root())
                        .events())
                .hasSize(1);
    }

    @Test
    void pages_are_newest_first_and_skip_no_record_that_is_stored_between_them() {
        IntStream.range(0, 7).forEach(i -> trail.send(trail.record().at(trail.now.minusSeconds(i * 10L))));
        trail.awaitEvents(7);
        LookupEvents.Result first = trail.lookUp(TrailClient.page(3, Optional.empty()));

        String late = UUID.randomUUID().toString();
        trail.send(trail.record().id(late).at(trail.now.minusSeconds(45)));
        trail.awaitEvents(8);
        List<LookupEvents.Event> walked = new ArrayList<>(first.events());
        Optional<String> token = first.nextToken();
        while (token.isPresent()) {
            LookupEvents.Result next = trail.lookUp(TrailClient.page(3, token));
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
        IntStream.range(0, 11).forEach(i -> trail.send(trail.record()));
        trail.awaitEvents(11);

        Set<String> seen = new HashSet<>();
        Optional<String> token = Optional.empty();
        do {
            LookupEvents.Result page = trail.lookUp(TrailClient.page(2, token));
            page.events().forEach(e -> assertThat(seen.add(e.eventId())).isTrue());
            token = page.nextToken();
        } while (token.isPresent());
        assertThat(seen).hasSize(11);
    }

    @Test
    void a_token_continues_only_its_own_query() {
        IntStream.range(0, 3).forEach(i -> trail.send(trail.record()));
        trail.awaitEvents(3);
        Optional<String> token =
                trail.lookUp(TrailClient.page(1, Optional.empty())).nextToken();

        LookupEvents other = new LookupEvents(
                List.of(new LookupEvents.Attribute("EventName", "Decrypt")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(1),
                token);
        assertThatThrownBy(() -> trail.lookUp(other))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidNextTokenException"));
    }

    @Test
    void a_user_looks_events_up_only_where_a_policy_allows_it() {
        trail.send(trail.record());
        trail.awaitEvents(1);

        assertThat(audit.call(TrailClient.page(50, Optional.empty()), TrailClient.IRELAND, trail.user("looker"))
                        .events())
                .hasSize(1);
        assertThatThrownBy(() ->
                        audit.call(TrailClient.page(50, Optional.empty()), TrailClient.IRELAND, trail.user("nobody")))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("AccessDeniedException"))
                .hasMessage("User: arn:aws:iam::" + trail.account + ":user/alice is not authorized to perform:"
                        + " cloudtrail:LookupEvents because no identity-based policy allows the"
                        + " cloudtrail:LookupEvents action");
    }

    @Test
    void no_lookup_scans_a_table() {
        TestDatabase database = TestDatabase.shared();
        trail.send(trail.record()); // makes the day's partitions
        trail.awaitEvents(1);
        database.database().statements().update("""
                        with made as (
                            insert into audit.record (event_time, event_id, account_id, region, event_source, event_name,
                                read_only, management, username, access_key_id, kms_key_arn, record)
                            select r.event_time, gen_random_uuid(), $1, r.region, r.event_source, 'Name' || i % 50,
                                true, true, 'user' || i % 50, 'AKIA' || i % 50, r.kms_key_arn, r.record
                            from audit.record r, generate_series(1, 20000) i where r.account_id = $2
                            returning account_id, region, event_time, event_id)
                        insert into audit.resource select account_id, region, 'N', 'other', event_time, event_id from made""", "444444444444", trail.account);
        database.database().statements().update("analyze audit.record");
        database.database().statements().update("analyze audit.resource");
        long scans = sequentialScans(database);

        trail.lookUp(TrailClient.page(50, Optional.empty()));
        for (String attribute : List.of(
                "EventId",
                "EventName",
                "ReadOnly",
                "Username",
                "ResourceType",
                "ResourceName",
                "EventSource",
                "AccessKeyId")) {
            trail.lookUp(TrailClient.by(
                    attribute,
                    switch (attribute) {
                        case "EventId" -> UUID.randomUUID().toString();
                        case "ReadOnly" -> "false";
                        default -> "none";
                    }));
        }
        database.database().statements().query("select pg_stat_force_next_flush()", row -> true);

        assertThat(sequentialScans(database)).isEqualTo(scans);
    }

    /** Of partitions; statistics of a session appear when it is idle for a moment, so this waits. */
    private static long sequentialScans(TestDatabase database) {
        Instant settled = Instant.now().plusSeconds(3);
        await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(settled));
        return database.database()
                .statements()
                .first(
                        "select sum(seq_scan)::bigint from pg_stat_user_tables"
                                + " where schemaname = 'audit' and relname ~ '^(record|resource)_2'",
                        row -> row.getLong(0))
                .orElseThrow();
    }
}
