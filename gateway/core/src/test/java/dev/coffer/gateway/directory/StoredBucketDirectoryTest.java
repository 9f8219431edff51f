package dev.coffer.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.gateway.directory.BucketDirectory.Reservation;
import dev.coffer.gateway.testing.FakeStorage;
import dev.coffer.gateway.testing.GatewayProfile;
import dev.coffer.platform.sql.Database;
import dev.coffer.storage.api.BucketName;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class StoredBucketDirectoryTest {
    private static final AccountId ALICE = new AccountId("111111111111");
    private static final AccountId BOB = new AccountId("222222222222");
    private static final String CANONICAL = "ab".repeat(32);
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final Region IRELAND = new Region("eu-west-1");

    @Inject
    BucketDirectory directory;

    @Inject
    BucketRegions regions;

    @Inject
    DirectorySweeper sweeper;

    @Inject
    RegionStates regionStates;

    @Inject
    FakeStorage storage;

    @Inject
    Database database;

    private final BucketName bucket = new BucketName("b-" + UUID.randomUUID());

    @Test
    void a_reserved_bucket_is_found_once_it_is_active() {
        Reservation reservation = directory.reserve(bucket, ALICE, CANONICAL, IRELAND);
        assertThat(reservation.created()).isTrue();
        assertThat(reservation.active()).isFalse();
        assertThat(directory.find(bucket)).isEmpty();

        directory.activate(bucket);

        assertThat(directory.find(bucket)).contains(reservation.entry());
        assertThat(reservation.entry().ownerCanonicalId()).isEqualTo(CANONICAL);
        assertThat(regions.regionOf(bucket)).contains(IRELAND);
    }

    @Test
    void where_a_bucket_is_cannot_be_asked_while_its_region_is_stopped() {
        directory.reserve(bucket, ALICE, CANONICAL, IRELAND);
        directory.activate(bucket);
        regionStates.set(IRELAND, true);
        try {
            assertThatThrownBy(() -> regions.regionOf(bucket))
                    .isInstanceOfSatisfying(
                            AwsException.class, e -> assertThat(e.status()).isEqualTo(503));
        } finally {
            regionStates.set(IRELAND, false);
        }
        assertThat(regions.regionOf(bucket)).contains(IRELAND);
    }

    @Test
    void a_name_is_reserved_once_over_all_accounts_and_regions() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Reservation>> rivals = IntStream.range(0, 10)
                    .mapToObj(i -> (Callable<Reservation>) () ->
                            directory.reserve(bucket, i % 2 == 0 ? ALICE : BOB, CANONICAL, i < 5 ? VIRGINIA : IRELAND))
                    .toList();
            List<Reservation> reservations =
                    threads.invokeAll(rivals).stream().map(Future::resultNow).toList();
            assertThat(reservations).filteredOn(Reservation::created).hasSize(1);
            assertThat(reservations)
                    .extracting(r -> r.entry().owner())
                    .containsOnly(reservations.getFirst().entry().owner());
            assertThat(reservations)
                    .extracting(r -> r.entry().region())
                    .containsOnly(reservations.getFirst().entry().region());
        }
    }

    @Test
    void a_deleted_bucket_is_hidden_at_once_and_its_name_is_free_again() {
        active();
        assertThat(directory.find(bucket)).isPresent();

        directory.markDeleting(bucket);
        assertThat(directory.find(bucket)).isEmpty();
        assertRefused("OperationAborted", () -> directory.reserve(bucket, ALICE, CANONICAL, VIRGINIA));
        assertThat(directory.reserve(bucket, BOB, CANONICAL, VIRGINIA).entry().owner())
                .as("another account learns that the name is taken")
                .isEqualTo(ALICE);
        directory.remove(bucket);

        assertThat(directory.reserve(bucket, BOB, CANONICAL, IRELAND).created()).isTrue();
    }

    @Test
    void a_deletion_that_fails_is_undone() {
        active();
        directory.markDeleting(bucket);
        directory.activate(bucket);
        assertThat(directory.find(bucket)).isPresent();
    }

    @Test
    void who_loses_a_race_is_refused() {
        assertRefused("NoSuchBucket", () -> directory.markDeleting(bucket));
        assertRefused("OperationAborted", () -> directory.activate(bucket));
        active();
        directory.remove(bucket);
        assertThat(directory.find(bucket)).as("an active bucket is not removed").isPresent();
        directory.markDeleting(bucket);
        assertRefused("OperationAborted", () -> directory.markDeleting(bucket));
    }

    @Test
    void buckets_are_listed_by_owner_in_order_of_their_names() {
        AccountId owner = new AccountId(
                "3" + bucket.value().replaceAll("\\D", "0").repeat(2).substring(0, 11));
        String id = UUID.randomUUID().toString();
        List<String> names = List.of("list-a." + id, "list-a-" + id, "list-b-" + id, "other-" + id);
        for (String name : names) {
            BucketName one = new BucketName(name);
            directory.reserve(one, owner, CANONICAL, name.startsWith("list-a") ? VIRGINIA : IRELAND);
            directory.activate(one);
        }
        directory.reserve(bucket, owner, CANONICAL, VIRGINIA);

        assertThat(listed(owner, "", "", Optional.empty(), 10))
                .as("by bytes, not by a language's rules; without the half-made one")
                .containsExactly("list-a-" + id, "list-a." + id, "list-b-" + id, "other-" + id);
        assertThat(listed(owner, "list-", "list-a-" + id, Optional.empty(), 1)).containsExactly("list-a." + id);
        assertThat(listed(owner, "", "", Optional.of(IRELAND), 10)).containsExactly("list-b-" + id, "other-" + id);
        assertThat(listed(BOB, "list-", "", Optional.empty(), 10)).isEmpty();
    }

    @Test
    void the_sweeper_finishes_what_a_dead_gateway_began() {
        BucketName made = new BucketName("made-" + UUID.randomUUID());
        BucketName deleted = new BucketName("deleted-" + UUID.randomUUID());
        BucketName young = new BucketName("young-" + UUID.randomUUID());
        for (BucketName name : List.of(bucket, made, deleted, young)) {
            directory.reserve(name, ALICE, CANONICAL, VIRGINIA);
        }
        directory.activate(deleted);
        directory.markDeleting(deleted);
        storage.hasBucket(made.value(), "us-east-1");
        for (BucketName name : List.of(bucket, made, deleted)) {
            database.statements()
                    .update(
                            "update gateway.bucket set state_since = now() - interval '2 minutes' where name = $1",
                            name.value());
        }

        storage.reach("us-east-1", false);
        assertThat(sweeper.sweep()).as("nothing is decided without the region").isZero();
        storage.reach("us-east-1", true);
        assertThat(sweeper.sweep()).isEqualTo(3);

        assertThat(directory.find(made)).isPresent();
        assertThat(directory.reserve(bucket, BOB, CANONICAL, IRELAND).created()).isTrue();
        assertThat(directory.reserve(deleted, BOB, CANONICAL, IRELAND).created())
                .isTrue();
        assertThat(directory.reserve(young, BOB, CANONICAL, IRELAND).created())
                .as("a creation under way is left alone")
                .isFalse();
    }

    @Test
    void a_stopped_region_is_known_to_every_instance_within_a_second() {
        assertThat(regionStates.isStopped(IRELAND)).isFalse();
        database.statements()
                .update("insert into gateway.stopped_region (region, stopped_at) values ('eu-west-1', now())");
        await().pollDelay(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(30)).until(() -> true);
        assertThat(regionStates.isStopped(IRELAND)).isTrue();

        regionStates.set(IRELAND, false);
        assertThat(regionStates.isStopped(IRELAND)).isFalse();
        regionStates.set(VIRGINIA, true);
        assertThat(regionStates.isStopped(VIRGINIA)).isTrue();
        regionStates.set(VIRGINIA, false);
    }

    private void active() {
        directory.reserve(bucket, ALICE, CANONICAL, VIRGINIA);
        directory.activate(bucket);
    }

    private List<String> listed(AccountId owner, String prefix, String after, Optional<Region> region, int limit) {
        return directory.list(owner, prefix, after, region, limit).stream()
                .map(entry -> entry.bucket().value())
                .toList();
    }

    private static void assertRefused(String code, Runnable change) {
        assertThatThrownBy(change::run)
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
