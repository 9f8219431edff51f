package dev.coffer.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.gateway.api.RoleSessions;
import dev.coffer.gateway.authentication.AccessKey;
import dev.coffer.gateway.authentication.AccessKeys;
import dev.coffer.gateway.testing.GatewayProfile;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Migrations;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class StoredIdentitiesTest {
    private static final String READ_ALL = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}""";
    private static final String TRUST_S3 = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},
             "Action":"sts:AssumeRole"}]}""";
    private static final String TRUST_EC2 = TRUST_S3.replace("s3.amazonaws.com", "ec2.amazonaws.com");
    private static final RequestFacts FACTS = new RequestFacts("R1", "127.0.0.1", "test", "");

    @Inject
    Accounts accounts;

    @Inject
    AccountViews views;

    @Inject
    AccessKeys keys;

    @Inject
    PolicySets policySets;

    @Inject
    RoleSessions roleSessions;

    @Inject
    Database database;

    @Inject
    Migrations migrations;

    @ConfigProperty(name = "coffer.data")
    Path data;

    @Test
    void the_first_start_makes_an_account_whose_root_key_is_in_a_file_for_its_owner_only() throws IOException {
        Path file = data.resolve("secrets/root-credentials.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Map<?, ?> content = new JsonMapper().readValue(Files.readString(file), Map.class);

        AccessKey key = keys.find((String) content.get("accessKeyId")).orElseThrow();
        assertThat(key.principal()).isInstanceOf(Principal.Root.class);
        assertThat(key.principal().account().value()).isEqualTo(content.get("accountId"));
        assertThat(key.canonicalUserId()).isEqualTo(content.get("canonicalId"));
        assertThat(secret(key)).isEqualTo(content.get("secretAccessKey"));
        assertThat(policySets.documents(key.policySetHash())).isEmpty();
    }

    @Test
    void every_start_seeds_the_accounts_file_and_tells_its_first_accounts_root_key(@TempDir Path folder)
            throws IOException {
        String id = NewIds.accountId();
        Path file = Files.writeString(folder.resolve("accounts.json"), """
                {"accounts": [{"id": "%s", "rootAccessKey": {"id": "AKIA%s0001", "secret": "a-root-secret"},
                  "users": [{"name": "alice", "policies": []}]}]}""".formatted(id, id));
        IdentityStart start = new IdentityStart(migrations, accounts, views, Optional.of(file), folder);

        start.seed(new StartupEvent());
        accounts.deleteUser(new AccountId(id), "alice");
        start.seed(new StartupEvent());

        assertThat(Files.readString(folder.resolve("secrets/root-credentials.json")))
                .contains("\"accountId\":\"" + id + "\"", "\"secretAccessKey\":\"a-root-secret\"");
        assertThat(views.details(new AccountId(id)).orElseThrow().users())
                .as("what is missing is added again")
                .hasSize(1);
        Files.writeString(file, "{\"accounts\": [{\"users\": [{}]}]}");
        assertThatThrownBy(() -> start.seed(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not valid: Missing: name.");
    }

    @Test
    void secrets_lie_sealed_in_the_database() {
        AddedAccount added = accounts.add(AccountEntry.FRESH);
        Credentials credentials = added.keys().getFirst().credentials();
        String stored = database.statements()
                .first(
                        "select encode(sealed_secret, 'escape') from gateway.access_key where id = $1",
                        row -> row.getString(0),
                        credentials.accessKeyId())
                .orElseThrow();

        assertThat(stored).doesNotContain(credentials.secretAccessKey());
        assertThat(secret(keys.find(credentials.accessKeyId()).orElseThrow())).isEqualTo(credentials.secretAccessKey());
    }

    @Test
    void an_entry_adds_what_is_missing_and_overwrites_nothing() {
        String id = NewIds.accountId();
        AccountEntry entry = entry(id, "first", "AKIA" + id + "0001");
        AddedAccount first = accounts.add(entry);
        assertThat(first.created()).isTrue();
        assertThat(first.keys()).extracting(k -> k.user().orElse("root")).containsExactly("root", "alice");

        accounts.putUserPolicies(new AccountId(id), "alice", PolicySet.EMPTY);
        AddedAccount again = accounts.add(entry(id, "second", "AKIA" + id + "0002"));

        assertThat(again.created()).isFalse();
        assertThat(again.keys())
                .as("only the second root key is new")
                .singleElement()
                .satisfies(key -> assertThat(key.credentials().accessKeyId()).isEqualTo("AKIA" + id + "0002"));
        AccountViews.Details details = views.details(new AccountId(id)).orElseThrow();
        assertThat(details.account().name()).isEqualTo("first");
        assertThat(details.users()).singleElement().satisfies(user -> {
            assertThat(user.policies()).isEqualTo(PolicySet.EMPTY);
            assertThat(user.arn()).isEqualTo("arn:aws:iam::" + id + ":user/alice");
            assertThat(user.userId()).startsWith("AIDA").hasSize(21);
        });
        assertThat(details.roles()).singleElement().satisfies(role -> {
            assertThat(role.roleId()).startsWith("AROA").hasSize(21);
            assertThat(role.trust()).isEqualTo(TRUST_S3);
        });
    }

    @Test
    void many_who_seed_one_entry_at_once_add_it_once() throws Exception {
        String id = NewIds.accountId();
        AccountEntry entry = entry(id, "name", "AKIA" + id + "0001");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<AddedAccount>> seeders = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<AddedAccount>) () -> accounts.add(entry))
                    .toList();
            List<AddedAccount> results =
                    threads.invokeAll(seeders).stream().map(Future::resultNow).toList();
            assertThat(results).filteredOn(AddedAccount::created).hasSize(1);
            assertThat(results.stream().mapToInt(r -> r.keys().size()).sum()).isEqualTo(2);
        }
    }

    @Test
    void a_users_key_names_the_user_and_its_policy_set() {
        AddedAccount account = accounts.add(
                entry(NewIds.accountId(), "name", NewIds.credentials().accessKeyId()));
        String keyId = account.keys().get(1).credentials().accessKeyId();

        AccessKey key = keys.find(keyId).orElseThrow();

        assertThat(key.principal().arn()).isEqualTo("arn:aws:iam::" + account.id() + ":user/alice");
        assertThat(key.principal().accessKeyId()).isEqualTo(keyId);
        assertThat(policySets.documents(key.policySetHash())).containsExactly(READ_ALL);
    }

    @Test
    void a_user_deleted_by_another_instance_is_gone_within_a_second() {
        AccountId account = accounts.add(AccountEntry.FRESH).id();
        AddedKey key = accounts.addUser(account, new UserEntry("bob", Optional.empty(), PolicySet.EMPTY))
                .getFirst();
        String id = key.credentials().accessKeyId();
        assertThat(keys.find(id)).isPresent();

        database.statements()
                .update("delete from gateway.iam_user where account_id = $1 and name = 'bob'", account.value());

        aSecondLater();
        assertThat(keys.find(id)).isEmpty();
    }

    @Test
    void an_instance_sees_its_own_changes_at_once() {
        AccountId account = accounts.add(AccountEntry.FRESH).id();
        Credentials credentials = NewIds.credentials();
        assertThat(keys.find(credentials.accessKeyId())).isEmpty();

        accounts.addUser(account, new UserEntry("erin", Optional.of(credentials), PolicySet.EMPTY));
        assertThat(keys.find(credentials.accessKeyId())).isPresent();
        accounts.deleteUser(account, "erin");
        assertThat(keys.find(credentials.accessKeyId())).isEmpty();
    }

    @Test
    void changed_policies_count_at_once_and_the_old_set_stays_known() {
        AccountId account = accounts.add(AccountEntry.FRESH).id();
        String id = accounts.addUser(
                        account, new UserEntry("carol", Optional.empty(), new PolicySet(List.of(READ_ALL))))
                .getFirst()
                .credentials()
                .accessKeyId();
        String before = keys.find(id).orElseThrow().policySetHash();

        accounts.putUserPolicies(account, "carol", PolicySet.EMPTY);

        assertThat(keys.find(id).orElseThrow().policySetHash()).isEqualTo(PolicySet.EMPTY.hash());
        assertThat(policySets.documents(before)).containsExactly(READ_ALL);
        assertThatThrownBy(() -> policySets.documents("00".repeat(32)))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.status()).isEqualTo(403));
    }

    @Test
    void s3_gets_sessions_of_roles_that_trust_it() {
        AccountId account = accounts.add(AccountEntry.FRESH).id();
        accounts.addRole(account, new RoleEntry("replication", TRUST_S3, new PolicySet(List.of(READ_ALL))));
        accounts.addRole(account, new RoleEntry("other", TRUST_EC2, PolicySet.EMPTY));
        String prefix = "arn:aws:iam::" + account + ":role/";

        Caller caller = roleSessions.forReplication(prefix + "replication", FACTS);

        assertThat(caller.principal().arn())
                .isEqualTo("arn:aws:sts::" + account + ":assumed-role/replication/s3-replication");
        assertThat(caller.principal().principalId()).startsWith("AROA").endsWith(":s3-replication");
        assertThat(caller.principal().policyArn()).isEqualTo(prefix + "replication");
        assertThat(policySets.documents(caller.policySetHash())).containsExactly(READ_ALL);
        assertThat(roleSessions
                        .forReplication(prefix + "replication", FACTS)
                        .principal()
                        .principalId())
                .as("the role's id is stable")
                .isEqualTo(caller.principal().principalId());

        for (String refused : List.of(
                prefix + "other",
                prefix + "missing",
                "arn:aws:iam::" + account + ":user/replication",
                "arn:aws:iam::000000000000:role/replication",
                "replication")) {
            assertThatThrownBy(() -> roleSessions.forReplication(refused, FACTS))
                    .as(refused)
                    .isInstanceOfSatisfying(
                            AwsException.class, e -> assertThat(e.code()).isEqualTo("AccessDenied"));
        }
        accounts.deleteRole(account, "replication");
        assertThatThrownBy(() -> roleSessions.forReplication(prefix + "replication", FACTS))
                .isInstanceOf(AwsException.class);
    }

    @Test
    void names_and_key_ids_are_taken_once() {
        AccountId account = accounts.add(AccountEntry.FRESH).id();
        Credentials credentials = NewIds.credentials();
        accounts.addUser(account, new UserEntry("dave", Optional.of(credentials), PolicySet.EMPTY));

        assertRefused(
                "EntityAlreadyExists",
                () -> accounts.addUser(account, new UserEntry("dave", Optional.empty(), PolicySet.EMPTY)));
        assertRefused(
                "EntityAlreadyExists",
                () -> accounts.addUser(account, new UserEntry("eve", Optional.of(credentials), PolicySet.EMPTY)));
        assertThat(views.details(account).orElseThrow().users())
                .as("the refused user has not been made either")
                .extracting(AccountViews.User::name)
                .containsExactly("dave");
    }

    @Test
    void who_is_not_there_can_not_be_changed() {
        AccountId account = accounts.add(AccountEntry.FRESH).id();
        AccountId nobody = new AccountId("000000000000");

        assertRefused("NoSuchEntity", () -> accounts.deleteUser(account, "x"));
        assertRefused("NoSuchEntity", () -> accounts.deleteRole(account, "x"));
        assertRefused("NoSuchEntity", () -> accounts.putUserPolicies(account, "x", PolicySet.EMPTY));
        assertRefused("NoSuchEntity", () -> accounts.putRolePolicies(account, "x", PolicySet.EMPTY));
        assertRefused("NoSuchEntity", () -> accounts.addAccessKey(account, Optional.of("x")));
        assertRefused("NoSuchEntity", () -> accounts.addAccessKey(nobody, Optional.empty()));
        assertRefused(
                "NoSuchEntity", () -> accounts.addUser(nobody, new UserEntry("x", Optional.empty(), PolicySet.EMPTY)));
        assertRefused("NoSuchEntity", () -> accounts.deleteAccessKey(account, "AKIAMISSING000000000"));
    }

    @Test
    void the_last_root_key_stays() {
        AddedAccount account = accounts.add(AccountEntry.FRESH);
        String first = account.keys().getFirst().credentials().accessKeyId();
        assertRefused("DeleteConflict", () -> accounts.deleteAccessKey(account.id(), first));

        accounts.addAccessKey(account.id(), Optional.empty());
        accounts.deleteAccessKey(account.id(), first);

        assertThat(keys.find(first)).isEmpty();
    }

    /** Returns at least a second later, by when every cache must know. */
    private static void aSecondLater() {
        await().pollDelay(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(30)).until(() -> true);
    }

    private static void assertRefused(String code, Runnable change) {
        assertThatThrownBy(change::run)
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static AccountEntry entry(String id, String name, String rootKeyId) {
        return new AccountEntry(
                Optional.of(new AccountId(id)),
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                Optional.of(new Credentials(rootKeyId, "a-root-secret")),
                List.of(new UserEntry("alice", Optional.empty(), new PolicySet(List.of(READ_ALL)))),
                List.of(new RoleEntry("replication", TRUST_S3, PolicySet.EMPTY)));
    }

    private static String secret(AccessKey key) {
        return key.secret().use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
