package dev.coffer.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coffer.audit.api.AuditApi;
import dev.coffer.audit.api.QueryRecords;
import dev.coffer.aws.error.AwsException;
import dev.coffer.testing.EnginesResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The admin API's records and counts. */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
class QueryRecordsTest {
    @Inject
    AuditApi audit;

    TrailClient trail;

    @BeforeEach
    void newAccount() {
        trail = new TrailClient(audit);
    }

    @Test
    void records_are_filtered_and_counted() {
        trail.send(trail.record().context("arn:aws:s3:::reports"));
        trail.send(trail.record().context("arn:aws:s3:::reports/a_1"));
        trail.send(trail.record().context("arn:aws:s3:::reports/a_2").error("AccessDenied"));
        trail.send(trail.record().context("arn:aws:s3:::reportsX/a%1"));
        await().untilAsserted(() -> assertThat(trail.allRecords()).hasSize(4));

        assertThat(trail.query(TrailClient.records(Optional.of("arn:aws:s3:::reports"), 100, Optional.empty()))
                        .records())
                .hasSize(1);
        assertThat(trail.query(TrailClient.records(Optional.of("arn:aws:s3:::reports/*"), 100, Optional.empty()))
                        .records())
                .hasSize(2);
        assertThat(trail.query(TrailClient.records(Optional.of("arn:aws:s3:::reports*"), 100, Optional.empty()))
                        .records())
                .hasSize(4);
        assertThat(trail.query(TrailClient.counts(List.of("bucket", "errorCode"), 100, Optional.empty()))
                        .groups())
                .containsExactly(
                        new QueryRecords.Group(Map.of("bucket", "reports", "errorCode", ""), 2),
                        new QueryRecords.Group(Map.of("bucket", "reports", "errorCode", "AccessDenied"), 1),
                        new QueryRecords.Group(Map.of("bucket", "reportsX", "errorCode", ""), 1));
        assertThat(trail.query(TrailClient.counts(List.of("hour"), 100, Optional.empty()))
                        .groups())
                .containsExactly(new QueryRecords.Group(
                        Map.of("hour", trail.now.truncatedTo(ChronoUnit.HOURS).toString()), 4));
        assertThat(trail.query(TrailClient.counts(List.of("principal"), 100, Optional.empty()))
                        .groups())
                .extracting(QueryRecords.Group::by)
                .containsExactly(Map.of("principal", "arn:aws:iam::" + trail.account + ":role/reader"));
    }

    @Test
    void records_and_groups_are_paged_without_loss() {
        IntStream.range(0, 5).forEach(i -> trail.send(trail.record().name("Name" + i)));
        IntStream.range(0, 5)
                .forEach(i -> trail.send(trail.record().name("Name" + i).error("AccessDenied")));
        await().untilAsserted(() -> assertThat(trail.allRecords()).hasSize(10));

        List<String> records = new ArrayList<>();
        List<QueryRecords.Group> groups = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            QueryRecords.Result page = trail.query(TrailClient.records(Optional.empty(), 3, token));
            records.addAll(page.records());
            token = page.nextToken();
        } while (token.isPresent());
        do {
            QueryRecords.Result page = trail.query(TrailClient.counts(List.of("eventName", "errorCode"), 3, token));
            groups.addAll(page.groups());
            token = page.nextToken();
        } while (token.isPresent());

        assertThat(records).hasSize(10).doesNotHaveDuplicates();
        assertThat(groups).hasSize(10).doesNotHaveDuplicates().allMatch(group -> group.count() == 1);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        refused(TrailClient.records(Optional.empty(), 0, Optional.empty()));
        refused(TrailClient.records(Optional.empty(), 1001, Optional.empty()));
        refused(TrailClient.records(Optional.empty(), 10, Optional.of("no token")));
        refused(TrailClient.counts(List.of("colour"), 10, Optional.empty()));
        refused(TrailClient.counts(List.of("bucket"), 10, Optional.of("AAAA")));
    }

    private void refused(QueryRecords request) {
        assertThatThrownBy(() -> trail.query(request))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidArgument"));
    }
}
