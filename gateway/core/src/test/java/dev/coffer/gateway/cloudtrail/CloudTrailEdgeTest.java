package dev.coffer.gateway.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.audit.api.LookupEvents;
import dev.coffer.gateway.identity.Accounts;
import dev.coffer.gateway.testing.FakeAudit;
import dev.coffer.gateway.testing.GatewayProfile;
import dev.coffer.gateway.testing.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidMaxResultsException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import software.amazon.awssdk.services.cloudtrail.model.TrailNotFoundException;
import software.amazon.awssdk.services.cloudtrail.model.UnsupportedOperationException;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class CloudTrailEdgeTest {
    @TestHTTPResource("/")
    URI endpoint;

    @Inject
    Accounts accounts;

    @Inject
    FakeAudit audit;

    @Test
    void events_are_looked_up() {
        TestUser root = TestUser.root(accounts);
        try (CloudTrailClient client = client(root)) {
            LookupEventsResponse response = client.lookupEvents(l -> l.lookupAttributes(LookupAttribute.builder()
                            .attributeKey(LookupAttributeKey.EVENT_NAME)
                            .attributeValue("Decrypt")
                            .build())
                    .startTime(Instant.parse("2026-11-01T00:00:00.5Z"))
                    .maxResults(10));

            assertThat(audit.last()).isInstanceOfSatisfying(LookupEvents.class, asked -> {
                assertThat(asked.lookupAttributes())
                        .containsExactly(new LookupEvents.Attribute("EventName", "Decrypt"));
                assertThat(asked.startTime()).contains(Instant.parse("2026-11-01T00:00:00.5Z"));
                assertThat(asked.endTime()).isEmpty();
                assertThat(asked.maxResults()).contains(10);
            });
            assertThat(response.nextToken()).isEqualTo("next");
            assertThat(response.events()).singleElement().satisfies(event -> {
                assertThat(event.eventId()).isEqualTo("e-1");
                assertThat(event.readOnly()).isEqualTo("true");
                assertThat(event.accessKeyId()).isEqualTo(root.credentials().accessKeyId());
                assertThat(event.eventTime()).isEqualTo(Instant.parse("2026-11-01T10:00:00Z"));
                assertThat(event.username()).isEqualTo("alice");
                assertThat(event.cloudTrailEvent()).isEqualTo("{\"eventName\":\"Decrypt\"}");
                assertThat(event.resources())
                        .singleElement()
                        .satisfies(r -> assertThat(r.resourceType()).isEqualTo("AWS::KMS::Key"));
            });
            assertThatThrownBy(() -> client.lookupEvents(l -> l.maxResults(51)))
                    .isInstanceOf(InvalidMaxResultsException.class);
        }
    }

    @Test
    void an_account_has_no_trails_yet() {
        try (CloudTrailClient client = client(TestUser.root(accounts))) {
            assertThat(client.describeTrails().trailList()).isEmpty();
            assertThat(client.listTrails(l -> {}).trails()).isEmpty();
            assertThat(client.listPublicKeys(l -> {}).publicKeyList()).isEmpty();
            assertThatThrownBy(() -> client.getTrailStatus(g -> g.name("t")))
                    .isInstanceOf(TrailNotFoundException.class);
            assertThatThrownBy(() -> client.getEventSelectors(g -> g.trailName("t")))
                    .isInstanceOf(TrailNotFoundException.class)
                    .hasMessageContaining("Unknown trail: t");
            assertThatThrownBy(() -> client.createTrail(c -> c.name("t").s3BucketName("b")))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("CreateTrail is not supported yet");
        }
    }

    @Test
    void a_user_needs_permission() {
        TestUser root = TestUser.root(accounts);
        TestUser nobody = TestUser.user(accounts, root.account());
        TestUser reader = TestUser.user(accounts, root.account(), """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Action":"cloudtrail:Describe*","Resource":"*"}]}""");
        try (CloudTrailClient refused = client(nobody);
                CloudTrailClient allowed = client(reader)) {
            assertThatThrownBy(refused::describeTrails)
                    .isInstanceOf(CloudTrailException.class)
                    .hasMessageContaining("is not authorized to perform: cloudtrail:DescribeTrails because no"
                            + " identity-based policy allows the cloudtrail:DescribeTrails action");
            assertThat(allowed.describeTrails().trailList()).isEmpty();
            assertThatThrownBy(() -> allowed.listTrails(l -> {})).isInstanceOf(CloudTrailException.class);
        }
    }

    private CloudTrailClient client(TestUser who) {
        return CloudTrailClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(who.forSdk())
                .build();
    }
}
