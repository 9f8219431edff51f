package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.error.AwsException;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ListObjects;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.encryption.StoredEncryption;
import dev.coffer.storage.fault.FaultPoint;
import dev.coffer.storage.testing.StorageTest;
import dev.coffer.testing.fault.SwitchedFaults;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of many keys that share commits. */
@QuarkusTest
class GroupCommitTest extends StorageTest {
    private static final Conditions ONLY_NEW =
            new Conditions(Optional.empty(), Optional.of("*"), Optional.empty(), Optional.empty());

    @Inject
    KeyChanges changes;

    @Inject
    SwitchedFaults faults;

    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void clear() {
        goOn.countDown();
        faults.clear();
    }

    @Test
    void those_that_come_while_others_commit_share_a_transaction_and_a_poisoned_one_fails_alone() throws Exception {
        BucketName bucket = plaintextBucket();
        AtomicInteger transactions = new AtomicInteger();
        faults.set(point -> {
            if (point == FaultPoint.METADATA_COMMIT) {
                transactions.incrementAndGet();
                await(goOn);
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ObjectId alone = ObjectId.next(clock.real());
            Future<CommittedVersion> first = threads.submit(() -> changes.apply(version(bucket, "first", alone, "0")));
            Awaitility.await().until(() -> transactions.get() == 1); // the others are too few for one beside it
            List<Future<CommittedVersion>> mates = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ObjectId id = ObjectId.next(clock.real());
                String etag = i == 7 ? "no text \u0000 for PostgreSQL" : "e" + i;
                mates.add(threads.submit(() -> changes.apply(version(bucket, "mate/" + id, id, etag))));
            }
            Awaitility.await().until(() -> changes.waiting(REGION) == mates.size());
            goOn.countDown();

            first.get();
            int failed = 0;
            for (Future<CommittedVersion> mate : mates) {
                try {
                    mate.get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(DatabaseException.class);
                    failed++;
                }
            }
            assertThat(failed).isEqualTo(1);
        }
        // One alone, the batch that failed as a whole before its commit, and its mates one by one but for the poisoned
        // one.
        assertThat(transactions.get()).isBetween(1 + 19, 1 + 1 + 20);
        assertThat(call(new ListObjects(bucket, "mate/", "", "", 100)).entries())
                .hasSize(19);
    }

    /** Concurrent changes of a few keys have an order in which each did what it would have done had it been alone. */
    @Test
    void a_concurrent_history_is_one_that_could_have_happened_one_by_one() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        BucketName bucket = plaintextBucket();
        Set<String> onlyNew = ConcurrentHashMap.newKeySet(); // ETags of conditional puts that were answered 200
        AtomicInteger refused = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 400; i++) {
                String key = "k" + random.nextInt(6);
                byte[] bytes = ("write " + i).getBytes(StandardCharsets.UTF_8);
                int kind = random.nextInt(3);
                all.add(threads.submit(() -> {
                    switch (kind) {
                        case 0 -> put(bucket, key, "plain " + new String(bytes, StandardCharsets.UTF_8));
                        case 1 ->
                            call(new DeleteObject(bucket, new ObjectKey(key), Optional.empty(), Optional.empty()));
                        default -> {
                            try {
                                onlyNew.add(put(put(bucket, key, EncryptionRequest.NONE, ONLY_NEW), bytes, root)
                                        .etag());
                            } catch (AwsException e) {
                                assertThat(e.status()).isEqualTo(412);
                                refused.incrementAndGet();
                            }
                        }
                    }
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }

        Map<String, ListObjects.Entry> listed = new ConcurrentHashMap<>();
        call(new ListObjects(bucket, "", "", "", 100)).entries().forEach(e -> listed.put(e.key(), e));
        Set<String> seen = new HashSet<>();
        for (int k = 0; k < 6; k++) {
            List<ObjectEvent> events = events(bucket, "k" + k);
            assertThat(events)
                    .as("seed " + seed)
                    .isSortedAccordingTo(Comparator.comparing(e -> e.sequencer().orElseThrow()));
            Optional<String> there = Optional.empty();
            for (ObjectEvent event : events) {
                if (event.eventName().startsWith("ObjectCreated")) {
                    String etag = event.etag().orElseThrow();
                    assertThat(seen.add(etag)).as("seed " + seed).isTrue();
                    assertThat(!onlyNew.contains(etag) || there.isEmpty())
                            .as("seed %d: a conditional put replaced something", seed)
                            .isTrue();
                    there = event.etag();
                } else {
                    assertThat(there).as("seed " + seed).isPresent(); // nothing is told of a deletion of nothing
                    there = Optional.empty();
                }
            }
            assertThat(Optional.ofNullable(listed.get("k" + k)).map(ListObjects.Entry::etag))
                    .as("seed " + seed)
                    .isEqualTo(there);
        }
        assertThat(seen).as("seed " + seed).containsAll(onlyNew);
        assertThat(refused.get()).isPositive();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private NewVersion version(BucketName bucket, String key, ObjectId id, String etag) {
        Draft draft = new Draft(
                bucket,
                new ObjectKey(key),
                ObjectHeaders.NONE,
                Map.of(),
                Map.of(),
                "STANDARD",
                Conditions.NONE,
                "ObjectCreated:Put");
        return new NewVersion(
                REGION,
                draft,
                id,
                0,
                etag,
                List.of(),
                new StoredEncryption.Plaintext(),
                List.of(),
                Optional.empty(),
                root);
    }
}
