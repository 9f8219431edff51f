package dev.coffer.kms.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.kms.policy.KeyPolicies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final AccountId ACCOUNT = new AccountId("111111111111");

    private final KeyRing ring = new KeyRing(VIRGINIA);

    @Test
    void a_later_revision_stays_whatever_arrives_after_it() {
        KmsKey key = key();
        ring.apply(List.of(key.at(5).described("new")), 5);
        ring.apply(List.of(key.at(4).described("old")), 4);

        assertThat(ring.key(key.id().uuid()).orElseThrow().description()).isEqualTo("new");
        assertThat(ring.revision()).isEqualTo(5);
    }

    @Test
    void an_alias_moves_from_key_to_key() {
        KmsKey one = key();
        KmsKey other = key();
        ring.apply(List.of(named(one).at(1), other.at(1)), 1);
        assertThat(ring.alias(ACCOUNT, "alias/a")).map(KmsKey::id).contains(one.id());

        ring.apply(List.of(named(other).at(2), one.at(2)), 2);
        assertThat(ring.alias(ACCOUNT, "alias/a")).map(KmsKey::id).contains(other.id());

        ring.apply(List.of(other.at(3)), 3);
        assertThat(ring.alias(ACCOUNT, "alias/a")).isEmpty();
    }

    @Test
    void aliases_of_other_accounts_are_other_names() {
        ring.apply(List.of(named(key()).at(1)), 1);

        assertThat(ring.alias(new AccountId("222222222222"), "alias/a")).isEmpty();
    }

    @Test
    void a_deleted_key_is_zeroed_and_does_not_come_back() {
        KmsKey key = named(key());
        ring.apply(List.of(key.at(1)), 1);
        ring.apply(
                List.of(key.with(KeyState.DELETED)
                        .withMaterials(List.of())
                        .withAliases(new TreeMap<>())
                        .at(3)),
                3);
        ring.apply(List.of(key.at(2)), 2);

        assertThat(ring.key(key.id().uuid())).isEmpty();
        assertThat(ring.deleted(key.id().uuid())).contains(key.id());
        assertThat(ring.alias(ACCOUNT, "alias/a")).isEmpty();
        assertThat(ring.keys(ACCOUNT, Optional.empty()).hasNext()).isFalse();
        assertThat(key.current().secret().isClosed()).isTrue();
    }

    private static KmsKey key() {
        return KmsKey.fresh(
                KeyId.fresh(VIRGINIA, ACCOUNT), KeyManager.CUSTOMER, "", KeyPolicies.ofAccount(ACCOUNT), Instant.EPOCH);
    }

    private static KmsKey named(KmsKey key) {
        TreeMap<String, Alias> aliases = new TreeMap<>();
        aliases.put("alias/a", new Alias("alias/a", Instant.EPOCH, Instant.EPOCH));
        return key.withAliases(aliases);
    }
}
