package dev.coffer.kms.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances that share quotas, on a real database. */
class QuotaDemandsTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final AccountId ACCOUNT = new AccountId("111111111111");

    private long now;

    @BeforeEach
    @AfterEach
    void emptySchema() {
        TestDatabase.shared().migrate("kms");
    }

    @Test
    void the_parts_of_all_instances_make_the_whole() {
        assertThat(IntStream.of(70, 20, 10, 0)
                        .mapToDouble(own -> QuotaDemands.share(4, own, 100))
                        .sum())
                .isCloseTo(1, within(1e-9));
        assertThat(QuotaDemands.share(4, 0, 0)).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void a_lone_instance_has_every_quota_for_itself() {
        Instance one = new Instance("one");
        one.exchange();

        assertThat(one.taken()).isEqualTo(100);
    }

    @Test
    void a_busy_instance_has_most_of_a_quota_and_a_leaving_one_gives_its_part_back() {
        Instance busy = new Instance("busy");
        Instance idle = new Instance("idle");
        idle.exchange();
        busy.exchange();
        idle.exchange();
        assertThat(busy.taken()).isEqualTo(50);

        busy.exchange();
        now += 1_000_000_000;
        assertThat(busy.taken()).isEqualTo(90); // half of the fifth, and all of the rest

        idle.exchange();
        assertThat(idle.taken()).isEqualTo(10);

        idle.demands.leave();
        busy.exchange();
        now += 1_000_000_000;
        assertThat(busy.taken()).isEqualTo(100);
    }

    private final class Instance {
        private final Quotas quotas = new Quotas(List.of(VIRGINIA), () -> now);
        private final QuotaDemands demands;

        private Instance(String name) {
            demands = new QuotaDemands(TestDatabase.shared().database(), name);
            quotas.set(new QuotaSettingsTable(VIRGINIA, Map.of("", Map.of("symmetric", 100))));
        }

        private void exchange() {
            demands.exchange(VIRGINIA, quotas);
        }

        private int taken() {
            for (int n = 0; ; n++) {
                try {
                    quotas.take(VIRGINIA, ACCOUNT, "symmetric");
                } catch (AwsException throttled) {
                    return n;
                }
            }
        }
    }
}
