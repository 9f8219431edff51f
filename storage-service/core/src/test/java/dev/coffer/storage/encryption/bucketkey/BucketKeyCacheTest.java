package dev.coffer.storage.encryption.bucketkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.storage.api.BucketName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BucketKeyCacheTest {
    private static final int STORM = 1_000;
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    private final AtomicInteger fetches = new AtomicInteger();
    private final List<BucketKey> made = new ArrayList<>();
    private final BucketKeyCache cache = new BucketKeyCache(now::get, 100);

    @Test
    void a_thousand_concurrent_first_writes_make_one_fetch() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<UUID> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<UUID>> users = new ArrayList<>();
            for (int i = 0; i < STORM; i++) {
                users.add(threads.submit(() -> {
                    try (BucketKeyUse use = cache.use(slot("alice"), asked -> {
                        fetching.countDown();
                        await(go);
                        return key(asked, Long.MAX_VALUE);
                    })) {
                        return use.bucketKeyId();
                    }
                }));
            }
            fetching.await();
            go.countDown();
            for (Future<UUID> user : users) {
                ids.add(user.get());
            }
        }

        assertThat(fetches).hasValue(1);
        assertThat(ids).hasSize(STORM).containsOnly(ids.getFirst());
    }

    @Test
    void a_failed_fetch_fails_all_who_waited_and_the_next_one_asks_again() throws Exception {
        AwsException refusal = new AwsException("AccessDenied", 403, "no");
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger refusals = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> {
                    try {
                        cache.use(slot("alice"), asked -> {
                            fetches.incrementAndGet();
                            await(go);
                            throw refusal;
                        });
                    } catch (AwsException e) {
                        refusals.incrementAndGet();
                    }
                });
            }
            Awaitility.await().until(() -> fetches.get() == 1);
            go.countDown();
        }

        assertThat(refusals).hasValue(50);
        int failed = fetches.get();
        try (BucketKeyUse use = cache.use(slot("alice"), this::fresh)) {
            assertThat(use.bucketKeyId()).isNotNull();
        }
        assertThat(fetches).hasValue(failed + 1);
    }

    @Test
    void an_expired_key_is_never_used_again_and_is_destroyed() {
        UUID first = use("alice");
        now.updateAndGet(t -> t.plus(LIFETIME).minusMillis(1));
        assertThat(use("alice")).isEqualTo(first);

        now.updateAndGet(t -> t.plusMillis(1));

        assertThat(use("alice")).isNotEqualTo(first);
        assertThat(made.getFirst().isDestroyed()).isTrue();
        assertThat(made.getLast().isDestroyed()).isFalse();
    }

    @Test
    void a_key_serves_as_many_uses_as_its_budget_and_not_one_more() {
        Function<Instant, BucketKey> limited = asked -> key(asked, 3);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            try (BucketKeyUse use = cache.use(slot("alice"), limited)) {
                ids.add(use.bucketKeyId());
            }
        }

        assertThat(fetches).hasValue(3);
        assertThat(ids.subList(0, 3)).containsOnly(ids.getFirst());
        assertThat(ids.subList(3, 6)).containsOnly(ids.get(3)).doesNotContain(ids.getFirst());
    }

    @Test
    void requesters_share_nothing() {
        assertThat(use("alice")).isNotEqualTo(use("bob"));
        assertThat(fetches).hasValue(2);
    }

    @Test
    void a_key_that_is_still_used_outlives_its_place_in_the_cache_and_not_its_last_user() {
        BucketKeyUse use = cache.use(slot("alice"), this::fresh);

        assertThat(cache.flush(slot -> true, key -> true)).isEqualTo(1);

        assertThat(made.getFirst().isDestroyed()).isFalse();
        use.close();
        assertThat(made.getFirst().isDestroyed()).isTrue();
    }

    @Test
    void a_key_whose_slot_was_flushed_while_it_was_fetched_serves_nobody_else() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<UUID> leader = threads.submit(() -> {
                try (BucketKeyUse use = cache.use(slot("alice"), asked -> {
                    fetching.countDown();
                    await(go);
                    return key(asked, Long.MAX_VALUE);
                })) {
                    return use.bucketKeyId();
                }
            });
            fetching.await();
            cache.flush(slot -> true, key -> true);
            go.countDown();

            assertThat(use("alice")).isNotEqualTo(leader.get());
        }
    }

    @Test
    void sweeping_destroys_what_has_expired_without_anybody_asking() {
        use("alice");
        now.updateAndGet(t -> t.plus(LIFETIME));

        cache.sweep();

        assertThat(made.getFirst().isDestroyed()).isTrue();
        assertThat(cache.live()).isEmpty();
    }

    @Test
    void keys_that_are_crowded_out_are_destroyed() {
        BucketKeyCache small = new BucketKeyCache(now::get, 2);
        for (int i = 0; i < 20; i++) {
            small.use(slot("user" + i), this::fresh).close();
        }

        Awaitility.await().until(() -> small.live().size() <= 2);
        assertThat(made.stream().filter(k -> !k.isDestroyed())).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_leader_that_dies_does_not_leave_the_others_waiting() {
        assertThatThrownBy(() -> cache.use(slot("alice"), asked -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(use("alice")).isNotNull();
    }

    private UUID use(String who) {
        try (BucketKeyUse use = cache.use(slot(who), this::fresh)) {
            return use.bucketKeyId();
        }
    }

    private BucketKey fresh(Instant asked) {
        return key(asked, Long.MAX_VALUE);
    }

    private BucketKey key(Instant asked, long maxUses) {
        fetches.incrementAndGet();
        BucketKey key = new BucketKey(
                UUID.randomUUID(), "arn", new byte[] {1}, SecretBytes.random(32), asked, LIFETIME, maxUses);
        synchronized (made) {
            made.add(key);
        }
        return key;
    }

    private static Slot slot(String who) {
        return new Slot(
                new Region("us-east-1"),
                new BucketName("bucket"),
                "arn",
                new Requester(who, ""),
                "",
                Slot.Action.GENERATE_DATA_KEY,
                new UUID(0, 0));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
