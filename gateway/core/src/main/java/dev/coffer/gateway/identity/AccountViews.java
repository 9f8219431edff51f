package dev.coffer.gateway.identity;

import dev.coffer.aws.AccountId;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.platform.sql.Entities;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts, users, roles and keys to look at. */
@ApplicationScoped
public class AccountViews {
    private final Entities entities;
    private final SealedSecrets secrets;

    AccountViews(Entities entities, SealedSecrets secrets) {
        this.entities = entities;
        this.secrets = secrets;
    }

    /** An account without what is in it. */
    public record Account(AccountId id, String canonicalId, String name, String email, Instant createdAt) {}

    /** An account with what is in it; never a secret. */
    public record Details(Account account, List<String> rootAccessKeyIds, List<User> users, List<Role> roles) {
        /** Copies the lists. */
        public Details {
            rootAccessKeyIds = List.copyOf(rootAccessKeyIds);
            users = List.copyOf(users);
            roles = List.copyOf(roles);
        }
    }

    /** A user. */
    public record User(String name, String arn, String userId, List<String> accessKeyIds, PolicySet policies) {
        /** Copies the list. */
        public User {
            accessKeyIds = List.copyOf(accessKeyIds);
        }
    }

    /** A role; {@code trust} is its trust policy. */
    public record Role(String name, String arn, String roleId, String trust, PolicySet policies) {}

    /** All accounts, the oldest first: the first is the operator's. */
    public List<Account> all() {
        return entities
                .inSession(
                        session -> session.createQuery("from AccountEntity order by createdAt, id", AccountEntity.class)
                                .getResultList())
                .stream()
                .map(AccountViews::view)
                .toList();
    }

    /** One account; none if it is not there. */
    public Optional<Details> details(AccountId id) {
        return Optional.ofNullable(entities.inSession(session -> session.find(AccountEntity.class, id.value())))
                .map(account -> details(view(account)));
    }

    /** The oldest key of a user, or of root where there is no user, with its secret. */
    public Optional<Credentials> credentials(AccountId account, Optional<String> user) {
        return keys(account).stream()
                .filter(key -> Optional.ofNullable(key.userName).equals(user))
                .findFirst()
                .map(this::opened);
    }

    private Details details(Account account) {
        Map<@Nullable String, List<String>> keyIds = new HashMap<>();
        for (AccessKeyEntity key : keys(account.id())) {
            keyIds.computeIfAbsent(key.userName, n -> new ArrayList<>()).add(key.id);
        }
        Map<String, PolicySet> sets = new HashMap<>();
        List<User> users = entities
                .inSession(session -> session.createQuery(
                                "from UserEntity where key.accountId = :account order by key.name", UserEntity.class)
                        .setParameter("account", account.id().value())
                        .getResultList())
                .stream()
                .map(user -> new User(
                        user.key.name(),
                        "arn:aws:iam::" + account.id() + ":user/" + user.key.name(),
                        user.userId,
                        keyIds.getOrDefault(user.key.name(), List.of()),
                        set(sets, user.policySetHash)))
                .toList();
        List<Role> roles = entities
                .inSession(session -> session.createQuery(
                                "from RoleEntity where key.accountId = :account order by key.name", RoleEntity.class)
                        .setParameter("account", account.id().value())
                        .getResultList())
                .stream()
                .map(role -> new Role(
                        role.key.name(),
                        "arn:aws:iam::" + account.id() + ":role/" + role.key.name(),
                        role.roleId,
                        role.trustPolicy,
                        set(sets, role.policySetHash)))
                .toList();
        return new Details(account, keyIds.getOrDefault(null, List.of()), users, roles);
    }

    private List<AccessKeyEntity> keys(AccountId account) {
        return entities.inSession(session -> session.createQuery(
                        "from AccessKeyEntity where accountId = :account order by createdAt, id", AccessKeyEntity.class)
                .setParameter("account", account.value())
                .getResultList());
    }

    private PolicySet set(Map<String, PolicySet> known, String hash) {
        return known.computeIfAbsent(
                hash,
                h -> PolicySet.fromJson(
                        entities.inSession(session -> session.find(PolicySetEntity.class, h)).documents));
    }

    private Credentials opened(AccessKeyEntity key) {
        try (SecretBytes secret = secrets.open(key.id, key.sealedSecret)) {
            return new Credentials(key.id, secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    private static Account view(AccountEntity account) {
        return new Account(
                new AccountId(account.id), account.canonicalId, account.name, account.email, account.createdAt);
    }
}
