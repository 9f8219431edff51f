package dev.coffer.gateway.identity;

import dev.coffer.aws.AccountId;
import dev.coffer.platform.sql.Entities;
import dev.coffer.platform.time.CofferClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Changes to accounts, users, roles and keys, each in one transaction; they are serialised among all instances by the
 * revision's row, so that two that seed the same file at once add everything once.
 */
@ApplicationScoped
public class Accounts {
    private static final String NEXT_REVISION = "update gateway.identity_revision set revision = revision + 1";

    private final Entities entities;
    private final SealedSecrets secrets;
    private final CofferClock clock;
    private final IdentityRevision revision;

    Accounts(Entities entities, SealedSecrets secrets, CofferClock clock, IdentityRevision revision) {
        this.entities = entities;
        this.secrets = secrets;
        this.clock = clock;
        this.revision = revision;
    }

    /** Adds what is missing of an account, its users and roles; what is there stays as it is. */
    public AddedAccount add(AccountEntry entry) {
        return change(session -> addition(session).account(entry));
    }

    /** @throws dev.coffer.aws.error.AwsException {@code NoSuchEntity}, {@code EntityAlreadyExists} */
    public List<AddedKey> addUser(AccountId account, UserEntry entry) {
        return change(session ->
                account(session, account).chain(a -> addition(session).user(a.id, entry)));
    }

    /** @throws dev.coffer.aws.error.AwsException {@code NoSuchEntity}, {@code EntityAlreadyExists} */
    public void addRole(AccountId account, RoleEntry entry) {
        change(session -> account(session, account).chain(a -> addition(session).role(a.id, entry)));
    }

    /** A new key of a user, or of root where there is no user. */
    public AddedKey addAccessKey(AccountId account, Optional<String> user) {
        @Nullable String name = user.orElse(null);
        List<AddedKey> added = change(session -> (name == null
                        ? account(session, account).replaceWithVoid()
                        : user(session, account, name).replaceWithVoid())
                .chain(() -> addition(session).accessKey(account.value(), name, NewIds.credentials())));
        return added.getFirst();
    }

    /** @throws dev.coffer.aws.error.AwsException {@code NoSuchEntity}; {@code DeleteConflict} for the last root key */
    public void deleteAccessKey(AccountId account, String accessKeyId) {
        change(session -> session.find(AccessKeyEntity.class, accessKeyId).chain(key -> {
            if (key == null || !key.accountId.equals(account.value())) {
                throw IdentityErrors.noSuchEntity("The access key with id " + accessKeyId);
            }
            return (key.userName == null
                            ? anotherRootKey(session, account)
                            : Uni.createFrom().voidItem())
                    .chain(() -> session.remove(key));
        }));
    }

    /** Deletes a user with its keys. */
    public void deleteUser(AccountId account, String name) {
        change(session -> user(session, account, name).chain(session::remove));
    }

    /** Deletes a role. */
    public void deleteRole(AccountId account, String name) {
        change(session -> role(session, account, name).chain(session::remove));
    }

    /** Replaces all policies of a user. */
    public void putUserPolicies(AccountId account, String name, PolicySet policies) {
        change(session -> addition(session)
                .policySet(policies)
                .chain(() -> user(session, account, name))
                .invoke(user -> user.policySetHash = policies.hash()));
    }

    /** Replaces all policies of a role. */
    public void putRolePolicies(AccountId account, String name, PolicySet policies) {
        change(session -> addition(session)
                .policySet(policies)
                .chain(() -> role(session, account, name))
                .invoke(role -> role.policySetHash = policies.hash()));
    }

    private Addition addition(Mutiny.Session session) {
        return new Addition(session, secrets, clock.real());
    }

    /** Other instances see the change within a second, this one at once. */
    private <T> T change(Function<Mutiny.Session, Uni<T>> work) {
        T result = entities.inTransaction(session ->
                session.createNativeQuery(NEXT_REVISION).executeUpdate().chain(() -> work.apply(session)));
        revision.refresh();
        return result;
    }

    private static Uni<AccountEntity> account(Mutiny.Session session, AccountId id) {
        return session.find(AccountEntity.class, id.value())
                .onItem()
                .ifNull()
                .failWith(() -> IdentityErrors.noSuchEntity("The account with id " + id));
    }

    private static Uni<UserEntity> user(Mutiny.Session session, AccountId account, String name) {
        return session.find(UserEntity.class, new IdentityName(account.value(), name))
                .onItem()
                .ifNull()
                .failWith(() -> IdentityErrors.noSuchEntity("The user with name " + name));
    }

    private static Uni<RoleEntity> role(Mutiny.Session session, AccountId account, String name) {
        return session.find(RoleEntity.class, new IdentityName(account.value(), name))
                .onItem()
                .ifNull()
                .failWith(() -> IdentityErrors.noSuchEntity("The role with name " + name));
    }

    private static Uni<Void> anotherRootKey(Mutiny.Session session, AccountId account) {
        return session.createQuery(
                        "select count(*) from AccessKeyEntity where accountId = :account and userName is null",
                        Long.class)
                .setParameter("account", account.value())
                .getSingleResult()
                .invoke(keys -> {
                    if (keys < 2) {
                        throw IdentityErrors.deleteConflict("The last access key of an account's root stays.");
                    }
                })
                .replaceWithVoid();
    }
}
