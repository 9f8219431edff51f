package dev.coffer.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.audit.api.QueryRecords;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.gateway.admin.AdminClient.Answered;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.gateway.directory.RegionStates;
import dev.coffer.gateway.identity.Accounts;
import dev.coffer.gateway.identity.Credentials;
import dev.coffer.gateway.testing.FakeAudit;
import dev.coffer.gateway.testing.FakeKms;
import dev.coffer.gateway.testing.FakeStorage;
import dev.coffer.gateway.testing.GatewayProfile;
import dev.coffer.gateway.testing.TestUser;
import dev.coffer.kms.api.PutQuota;
import dev.coffer.kms.api.Usage;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ExplainObject;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class AdminApiTest {
    @TestHTTPResource("/")
    URI endpoint;

    @Inject
    Accounts accounts;

    @Inject
    FakeKms kms;

    @Inject
    FakeAudit audit;

    @Inject
    FakeStorage storage;

    @Inject
    BucketDirectory directory;

    @Inject
    RegionStates regionStates;

    @Inject
    CofferClock clock;

    private TestUser rootUser;
    private AdminClient root;

    @BeforeEach
    void connect() {
        rootUser = TestUser.root(accounts);
        root = new AdminClient(endpoint, rootUser);
    }

    @Test
    void regions_are_listed_stopped_and_started() {
        assertThat(root.get("/regions").body().toString())
                .isEqualTo("{\"regions\":[{\"region\":\"us-east-1\",\"stopped\":false},"
                        + "{\"region\":\"eu-west-1\",\"stopped\":false}]}");

        assertThat(root.put("/regions/eu-west-1", "{\"stopped\": true}").status())
                .isEqualTo(200);
        try {
            assertThat(regionStates.isStopped(new Region("eu-west-1"))).isTrue();
            assertThat(root.get("/regions").body().at("/regions/1/stopped").asBoolean())
                    .isTrue();
        } finally {
            root.put("/regions/eu-west-1", "{\"stopped\": false}");
        }
        assertThat(regionStates.isStopped(new Region("eu-west-1"))).isFalse();
        assertThat(root.put("/regions/ap-south-1", "{\"stopped\": true}").status())
                .isEqualTo(404);
        assertThat(root.put("/regions/nowhere", "{\"stopped\": true}").status()).isEqualTo(400);
    }

    @Test
    void links_are_cut_slowed_and_healed() {
        assertThat(root.put("/links/us-east-1/eu-west-1", "{\"cut\": true}").status())
                .isEqualTo(200);
        assertThat(root.get("/links").body().toString())
                .isEqualTo("{\"links\":[{\"from\":\"us-east-1\",\"to\":\"eu-west-1\",\"state\":{\"cut\":true,"
                        + "\"latencyMs\":0,\"lossPercent\":0.0,\"bytesPerSecond\":0}}]}");
        JsonNode slow = root.put(
                        "/links/us-east-1/eu-west-1",
                        "{\"latencyMs\": 80, \"lossPercent\": 1, \"bytesPerSecond\": 1000000}")
                .body();
        assertThat(slow.at("/state/latencyMs").asInt()).isEqualTo(80);
        assertThat(slow.at("/state/cut").asBoolean()).isFalse();
        assertThat(root.put("/links/us-east-1/eu-west-1", "{}").status()).isEqualTo(200);
        assertThat(root.get("/links").body().path("links")).isEmpty();
    }

    @Test
    void kms_quotas_are_read_and_changed_per_region() {
        Answered changed =
                root.put("/kms/quotas/eu-west-1", "{\"symmetricPerSecond\": 50, \"perSecond\": {\"CreateKey\": 2}}");
        assertThat(changed.body().path("symmetricPerSecond").asInt()).isEqualTo(50);
        assertThat(kms.last().operation())
                .isEqualTo(new PutQuota(Optional.empty(), Optional.empty(), Optional.of(50), Map.of("CreateKey", 2)));
        assertThat(root.get("/kms/quotas/eu-west-1")
                        .body()
                        .path("symmetricPerSecond")
                        .asInt())
                .isEqualTo(50);
        assertThat(root.get("/kms/quotas/us-east-1").body().path("enabled").asBoolean())
                .isTrue();
        assertThat(root.get("/kms/quotas/ap-south-1").status()).isEqualTo(404);
        root.put("/kms/quotas/eu-west-1", "{\"symmetricPerSecond\": 10000}");
    }

    @Test
    void kms_usage_is_of_one_region_or_the_sum_of_all() {
        JsonNode one = root.get("/kms/usage?region=us-east-1&groupBy=operation,caller&from=2026-11-01T00:00:00Z")
                .body();
        assertThat(kms.last().operation())
                .isEqualTo(new Usage(
                        Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                        Optional.empty(),
                        List.of("operation", "caller")));
        assertThat(one.at("/rows/0/by/operation").asText()).isEqualTo("Decrypt");
        assertThat(one.at("/rows/0/usd").decimalValue()).isEqualByComparingTo("0.000009");

        JsonNode all = root.get("/kms/usage").body();
        assertThat(all.path("rows")).hasSize(2);
        assertThat(all.at("/total/calls").asInt()).isEqualTo(6);
        assertThat(all.path("keysUsd").decimalValue()).isEqualByComparingTo("2.00");
        assertThat(kms.last().operation()).isEqualTo(new Usage(Optional.empty(), Optional.empty(), List.of("region")));
        assertThat(root.get("/kms/usage?from=yesterday").status()).isEqualTo(400);
    }

    @Test
    void bucket_keys_are_listed_and_flushed_for_one_bucket_or_all_of_the_account() {
        String first = bucket("us-east-1");
        String second = bucket("eu-west-1");

        JsonNode listed = root.get("/bucket-keys?bucket=" + first).body();
        assertThat(listed.at("/keys/0/bucket").asText()).isEqualTo(first);
        assertThat(listed.at("/keys/0/region").asText()).isEqualTo("us-east-1");
        assertThat(listed.at("/keys/0/createdAt").asText()).isEqualTo("2026-11-01T10:00:00Z");
        assertThat(listed.path("lifetime").asText()).isEqualTo("PT5M");
        assertThat(root.get("/bucket-keys").body().path("keys").findValuesAsText("bucket"))
                .containsExactlyInAnyOrder(first, second);
        assertThat(root.delete("/bucket-keys").body().path("flushed").asInt()).isEqualTo(2);
        assertThat(root.get("/bucket-keys?bucket=missing-bucket").status()).isEqualTo(404);
    }

    @Test
    void an_object_is_explained_whatever_its_key() {
        String bucket = bucket("eu-west-1");
        JsonNode chain = root.get("/explain/" + bucket + "/a%20b/%C3%A4//c%2Bd?versionId=v1")
                .body();
        assertThat(storage.last())
                .isEqualTo(new ExplainObject(
                        new BucketName(bucket), new dev.coffer.storage.api.ObjectKey("a b/ä//c+d"), Optional.of("v1")));
        assertThat(chain.at("/encryption/type").asText()).isEqualTo("aws:kms");
        assertThat(chain.has("bucketKeyId")).as("absent values are left out").isFalse();
    }

    @Test
    void the_trail_is_queried_and_counted() {
        JsonNode page = root.get("/audit/records?eventName=Decrypt&contextArn=arn:aws:s3:::b/*&limit=5")
                .body();
        assertThat(page.at("/records/0/eventName").asText()).isEqualTo("Decrypt");
        assertThat(page.path("nextToken").asText()).isEqualTo("next");
        assertThat(audit.last()).isInstanceOfSatisfying(QueryRecords.class, query -> {
            assertThat(query.eventName()).contains("Decrypt");
            assertThat(query.contextArn()).contains("arn:aws:s3:::b/*");
            assertThat(query.limit()).isEqualTo(5);
            assertThat(query.region()).isEmpty();
        });
        JsonNode counted = root.get("/audit/records?groupBy=eventName").body();
        assertThat(counted.at("/groups/0/count").asInt()).isEqualTo(12);
        assertThat(root.get("/audit/records?limit=1001").status()).isEqualTo(400);
        assertThat(root.get("/audit/records?eventNam=Decrypt")
                        .body()
                        .path("detail")
                        .asText())
                .isEqualTo("There is no query parameter eventNam here.");
    }

    @Test
    void the_simulated_clock_moves() {
        assertThat(root.put("/clock", "{\"offsetSeconds\": 3600}")
                        .body()
                        .path("offsetSeconds")
                        .asInt())
                .isEqualTo(3600);
        try {
            assertThat(clock.offset()).isEqualTo(Duration.ofHours(1));
            assertThat(root.get("/clock").body().path("simulated").asBoolean()).isTrue();
        } finally {
            clock.setOffset(Duration.ZERO);
        }
        assertThat(root.put("/clock", "{}").status()).isEqualTo(400);
    }

    @Test
    void an_entry_of_the_accounts_file_makes_users_and_roles_and_returns_their_keys() {
        String account = rootUser.account().value();
        JsonNode made = root.post("/accounts", """
                        {"id": "%s", "users": [{"name": "reader", "policies": [{"Statement": []}]}],
                         "roles": [{"name": "replication", "trust": {"Statement": []}, "policies": []}]}""".formatted(account)).body();

        assertThat(made.path("created").asBoolean()).isFalse();
        assertThat(made.path("keys")).hasSize(1);
        assertThat(made.at("/keys/0/user").asText()).isEqualTo("reader");
        TestUser reader = new TestUser(
                rootUser.account(),
                "reader",
                new Credentials(
                        made.at("/keys/0/accessKey/id").asText(),
                        made.at("/keys/0/accessKey/secret").asText()));
        assertThat(new AdminClient(endpoint, reader).get("/regions").status())
                .as("the key works, and its user has no permission")
                .isEqualTo(403);
        assertThat(root.get("/accounts/" + account + "/users/reader/credentials")
                        .body()
                        .at("/accessKey/secret")
                        .asText())
                .isEqualTo(reader.credentials().secretAccessKey());

        JsonNode details = root.get("/accounts/" + account).body();
        assertThat(details.at("/users/0/arn").asText()).isEqualTo("arn:aws:iam::" + account + ":user/reader");
        assertThat(details.at("/users/0/policies/0").toString()).isEqualTo("{\"Statement\":[]}");
        assertThat(details.at("/roles/0/roleId").asText()).startsWith("AROA");
        assertThat(details.toString()).doesNotContain(reader.credentials().secretAccessKey());

        assertThat(root.delete("/accounts/" + account + "/users/reader").status())
                .isEqualTo(204);
        assertThat(root.delete("/accounts/" + account + "/roles/replication").status())
                .isEqualTo(204);
        assertThat(root.get("/accounts/" + account).body().path("users")).isEmpty();
        assertThat(root.delete("/accounts/" + account + "/users/reader").title())
                .isEqualTo("NoSuchEntity");
    }

    @Test
    void users_and_roles_are_made_and_their_policies_replaced() {
        String base = "/accounts/" + rootUser.account();
        assertThat(root.post(base + "/users", "{\"name\": \"bob\"}")
                        .body()
                        .at("/keys/0/accessKey/secret")
                        .asText())
                .hasSize(40);
        assertThat(root.post(base + "/users", "{\"name\": \"bob\"}").status()).isEqualTo(409);
        assertThat(root.post(base + "/roles", "{\"name\": \"r\", \"trust\": {\"Statement\": []}}")
                        .body()
                        .path("arn")
                        .asText())
                .isEqualTo("arn:aws:iam::" + rootUser.account() + ":role/r");
        String policies = "{\"policies\": [{\"Statement\": []}]}";
        assertThat(root.put(base + "/users/bob/policies", policies).status()).isEqualTo(204);
        assertThat(root.put(base + "/roles/r/policies", policies).status()).isEqualTo(204);
        assertThat(root.get(base).body().at("/roles/0/policies")).hasSize(1);
        assertThat(root.put(base + "/users/bob/policies", "{\"policies\": [{}]}")
                        .title())
                .isEqualTo("MalformedPolicyDocument");

        String further = root.post(base + "/users/bob/access-keys", "")
                .body()
                .at("/accessKey/id")
                .asText();
        assertThat(root.get(base).body().at("/users/0/accessKeyIds")).hasSize(2);
        assertThat(root.delete(base + "/access-keys/" + further).status()).isEqualTo(204);
        assertThat(root.post(base + "/access-keys", "").body().has("user"))
                .as("a root key")
                .isFalse();
    }

    @Test
    void accounts_are_apart_but_for_the_operators() {
        TestUser other = TestUser.root(accounts);
        AdminClient stranger = new AdminClient(endpoint, other);

        assertThat(stranger.get("/accounts/" + rootUser.account()).status()).isEqualTo(403);
        assertThat(stranger.post("/accounts", "{\"id\": \"" + rootUser.account() + "\", \"users\": []}")
                        .status())
                .isEqualTo(403);
        assertThat(stranger.delete("/accounts/" + rootUser.account() + "/users/x")
                        .status())
                .isEqualTo(403);
        assertThat(stranger.post("/accounts", "{}").status()).isEqualTo(400);
        assertThat(stranger.get("/accounts").body().path("accounts").findValuesAsText("id"))
                .containsExactly(other.account().value());

        AdminClient operator = new AdminClient(endpoint, operator());
        assertThat(operator.get("/accounts").body().path("accounts").findValuesAsText("id"))
                .contains(other.account().value(), rootUser.account().value());
        JsonNode made = operator.post("/accounts", "{\"name\": \"third\"}").body();
        assertThat(made.path("created").asBoolean()).isTrue();
        assertThat(made.at("/keys/0/accessKey/id").asText()).startsWith("AKIA");
        assertThat(operator.get("/accounts/" + made.path("id").asText()).status())
                .isEqualTo(200);
    }

    @Test
    void a_user_may_do_what_its_policies_allow_where_they_allow_it() {
        TestUser user = TestUser.user(accounts, rootUser.account(), """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Action":"coffer:*","Resource":"arn:aws:coffer:::regions*"},
                  {"Effect":"Deny","Action":"coffer:UpdateRegion","Resource":"arn:aws:coffer:::regions/us-east-1"}]}""");
        AdminClient client = new AdminClient(endpoint, user);

        assertThat(client.get("/regions").status()).isEqualTo(200);
        assertThat(client.put("/regions/eu-west-1", "{\"stopped\": false}").status())
                .isEqualTo(200);
        Answered denied = client.put("/regions/us-east-1", "{\"stopped\": false}");
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.contentType()).isEqualTo("application/problem+json");
        assertThat(denied.title()).isEqualTo("AccessDenied");
        assertThat(denied.body().path("detail").asText())
                .isEqualTo("User: arn:aws:iam::" + rootUser.account() + ":user/" + user.name()
                        + " is not authorized to perform: coffer:UpdateRegion on resource:"
                        + " arn:aws:coffer:::regions/us-east-1 with an explicit deny in an identity-based policy");
        assertThat(client.get("/clock").status()).isEqualTo(403);
        TestUser all = TestUser.user(accounts, rootUser.account(), """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"coffer:*","Resource":"*"}]}""");
        assertThat(new AdminClient(endpoint, all)
                        .get("/accounts/" + rootUser.account() + "/users/" + user.name() + "/credentials")
                        .status())
                .as("secrets are for roots")
                .isEqualTo(403);
    }

    @Test
    void strangers_and_nonsense_get_problems() {
        Answered unsigned = AdminClient.unsigned(endpoint, "/regions");
        assertThat(unsigned.status()).isEqualTo(401);
        assertThat(unsigned.contentType()).isEqualTo("application/problem+json");
        TestUser forger = new TestUser(
                rootUser.account(), "x", new Credentials(rootUser.credentials().accessKeyId(), "wrong-secret"));
        assertThat(new AdminClient(endpoint, forger).get("/regions").status()).isEqualTo(403);
        assertThat(root.get("/nothing").status()).isEqualTo(404);
        assertThat(root.delete("/regions").status()).isEqualTo(405);
        assertThat(root.get("/accounts/12").status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "/regions/us-east-1; '';                            There is no JSON document.",
                "/regions/us-east-1; '{';                           This is not JSON",
                "/regions/us-east-1; '[]';                          a JSON object is needed",
                "/regions/us-east-1; '{}';                          Missing: stopped.",
                "/regions/us-east-1; '{\"stopped\": \"yes\"}';      stopped is true or false.",
                "/regions/us-east-1; '{\"stoped\": true}';          nothing is known as 'stoped'",
                "/links/us-east-1/us-east-1; '{}';                  A link has two ends.",
                "/links/us-east-1/eu-west-1; '{\"lossPercent\": 101}'; lossPercent is a number from 0",
                "/links/us-east-1/eu-west-1; '{\"latencyMs\": 1.5}';   latencyMs is a whole number",
                "/kms/quotas/us-east-1; '{\"symmetricPerSecond\": 0}'; symmetricPerSecond is a whole number from 1",
                "/kms/quotas/us-east-1; '{\"perSecond\": {\"CreateKey\": \"5\"}}'; CreateKey is a whole number",
                "/clock; '{\"offsetSeconds\": 1e10}';               offsetSeconds is a whole number",
            })
    void what_is_wrong_with_a_body_is_said(String path, String body, String detail) {
        Answered refused = root.put(path, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.title()).isEqualTo("ValidationError");
        assertThat(refused.body().path("detail").asText()).contains(detail);
    }

    private String bucket(String region) {
        String name = "admin-" + UUID.randomUUID();
        directory.reserve(new BucketName(name), rootUser.account(), "ab".repeat(32), new Region(region));
        directory.activate(new BucketName(name));
        storage.hasBucket(name, region);
        return name;
    }

    @Inject
    dev.coffer.gateway.identity.AccountViews views;

    private TestUser operator() {
        AccountId oldest = views.all().getFirst().id();
        return new TestUser(
                oldest, "root", views.credentials(oldest, Optional.empty()).orElseThrow());
    }
}
