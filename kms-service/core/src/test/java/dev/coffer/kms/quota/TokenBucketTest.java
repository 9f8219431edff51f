package dev.coffer.kms.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - SECOND / 2, Long.MIN_VALUE, -5})
    void a_full_bucket_holds_one_seconds_quota_and_refills_evenly(long start) {
        TokenBucket bucket = new TokenBucket(start);

        assertThat(taken(bucket, 50, start)).isEqualTo(50);
        assertThat(bucket.take(50, start + SECOND / 50 - 1)).isFalse();
        assertThat(bucket.take(50, start + SECOND / 50)).isTrue();
        assertThat(bucket.take(50, start + SECOND / 50)).isFalse();
        assertThat(taken(bucket, 50, start + 10 * SECOND))
                .as("no more than one second's")
                .isEqualTo(50);
    }

    @Test
    void over_any_second_no_more_than_twice_the_quota_and_on_average_the_quota_pass() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        TokenBucket bucket = new TokenBucket(0);
        long time = 0;
        int passed = 0;
        while (time < 20 * SECOND) {
            time += random.nextLong(SECOND / 200); // on average 400 a second ask
            passed += bucket.take(100, time) ? 1 : 0;
        }
        assertThat(passed).isBetween(20 * 100, 21 * 100);
    }

    @Test
    void a_changed_quota_counts_from_the_next_call_on() {
        TokenBucket bucket = new TokenBucket(0);

        assertThat(taken(bucket, 10, 0)).isEqualTo(10);
        assertThat(bucket.take(1000, SECOND / 10)).isTrue();
        assertThat(bucket.take(0, 5 * SECOND)).isFalse();
        assertThat(bucket.take(0.5, 5 * SECOND))
                .as("a share below one still lets calls pass")
                .isTrue();
        assertThat(bucket.take(0.5, 6 * SECOND)).isFalse();
        assertThat(bucket.take(0.5, 7 * SECOND)).isTrue();
    }

    @Test
    void an_emptied_bucket_fills_from_the_time_told() {
        TokenBucket bucket = new TokenBucket(0);
        bucket.emptyUntil(SECOND);
        assertThat(taken(bucket, 10, SECOND)).isZero();
        assertThat(taken(bucket, 10, SECOND * 3 / 2)).isEqualTo(5);
        assertThat(bucket.used(10, SECOND * 3 / 2)).isEqualTo(10);

        bucket.emptyUntil(9 * SECOND);
        bucket.fillFrom(2 * SECOND);
        assertThat(taken(bucket, 10, 3 * SECOND)).isEqualTo(10);
        bucket.fillFrom(9 * SECOND);
        assertThat(taken(bucket, 10, 4 * SECOND)).as("no emptier than it was").isEqualTo(10);
    }

    private static int taken(TokenBucket bucket, double perSecond, long now) {
        int n = 0;
        while (bucket.take(perSecond, now)) {
            n++;
        }
        return n;
    }
}
