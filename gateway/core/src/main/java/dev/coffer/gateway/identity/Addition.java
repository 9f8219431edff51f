package dev.coffer.gateway.identity;

import dev.coffer.aws.AccountId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** One transaction that adds what is missing, and changes nothing that is there. */
final class Addition {
    private final Mutiny.Session session;
    private final SealedSecrets secrets;
    private final Instant now;
    private final List<AddedKey> added = new ArrayList<>();

    Addition(Mutiny.Session session, SealedSecrets secrets, Instant now) {
        this.session = session;
        this.secrets = secrets;
        this.now = now;
    }

    /** The account with all of its users and roles. */
    Uni<AddedAccount> account(AccountEntry entry) {
        String id = entry.id().map(AccountId::value).orElseGet(NewIds::accountId);
        return session.find(AccountEntity.class, id).chain(found -> {
            boolean created = found == null;
            AccountEntity account = created ? newAccount(id, entry) : found;
            Optional<Credentials> rootKey =
                    entry.rootAccessKey().or(() -> created ? Optional.of(NewIds.credentials()) : Optional.empty());
            return (created ? session.persist(account) : Uni.createFrom().voidItem())
                    .chain(() -> each(rootKey.stream().toList(), key -> key(id, null, key)))
                    .chain(() -> each(entry.users(), user -> userIfMissing(id, user)))
                    .chain(() -> each(entry.roles(), role -> roleIfMissing(id, role)))
                    .map(done -> new AddedAccount(new AccountId(id), account.canonicalId, created, added));
        });
    }

    /** A new user; fails if the name is taken. */
    Uni<List<AddedKey>> user(String accountId, UserEntry entry) {
        return session.find(UserEntity.class, new IdentityName(accountId, entry.name()))
                .chain(found -> {
                    if (found != null) {
                        throw IdentityErrors.alreadyExists("User " + entry.name());
                    }
                    return newUser(accountId, entry);
                })
                .map(done -> added);
    }

    /** A new role; fails if the name is taken. */
    Uni<Void> role(String accountId, RoleEntry entry) {
        return session.find(RoleEntity.class, new IdentityName(accountId, entry.name()))
                .chain(found -> {
                    if (found != null) {
                        throw IdentityErrors.alreadyExists("Role " + entry.name());
                    }
                    return newRole(accountId, entry);
                });
    }

    /** A key of the account's root ({@code user} null) or of a user, unless it is there. */
    Uni<List<AddedKey>> accessKey(String accountId, @Nullable String user, Credentials credentials) {
        return key(accountId, user, credentials).map(done -> added);
    }

    /** The set, stored unless it is there. */
    Uni<Void> policySet(PolicySet set) {
        return session.find(PolicySetEntity.class, set.hash())
                .chain(found -> found == null
                        ? session.persist(new PolicySetEntity(set, now))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> userIfMissing(String accountId, UserEntry entry) {
        return session.find(UserEntity.class, new IdentityName(accountId, entry.name()))
                .chain(found -> found == null
                        ? newUser(accountId, entry)
                        : each(entry.accessKey().stream().toList(), key -> key(accountId, entry.name(), key)));
    }

    private Uni<Void> roleIfMissing(String accountId, RoleEntry entry) {
        return session.find(RoleEntity.class, new IdentityName(accountId, entry.name()))
                .chain(found -> found == null
                        ? newRole(accountId, entry)
                        : Uni.createFrom().voidItem());
    }

    private AccountEntity newAccount(String id, AccountEntry entry) {
        return new AccountEntity(
                id,
                entry.canonicalId().orElseGet(NewIds::canonicalId),
                entry.name().orElse("account-" + id),
                entry.email().orElse("account-" + id + "@example.com"),
                now);
    }

    private Uni<Void> newUser(String accountId, UserEntry entry) {
        UserEntity user = new UserEntity(
                new IdentityName(accountId, entry.name()),
                NewIds.userId(),
                entry.policies().hash(),
                now);
        return policySet(entry.policies())
                .chain(() -> session.persist(user))
                .chain(() -> key(accountId, entry.name(), entry.accessKey().orElseGet(NewIds::credentials)));
    }

    private Uni<Void> newRole(String accountId, RoleEntry entry) {
        RoleEntity role = new RoleEntity(
                new IdentityName(accountId, entry.name()),
                NewIds.roleId(),
                entry.trust(),
                entry.policies().hash(),
                now);
        return policySet(entry.policies()).chain(() -> session.persist(role));
    }

    private Uni<Void> key(String accountId, @Nullable String user, Credentials credentials) {
        String id = credentials.accessKeyId();
        return session.find(AccessKeyEntity.class, id).chain(found -> {
            if (found == null) {
                added.add(new AddedKey(Optional.ofNullable(user), credentials));
                return session.persist(
                        new AccessKeyEntity(id, accountId, user, secrets.seal(id, credentials.secretAccessKey()), now));
            }
            boolean sameOwner = found.accountId.equals(accountId)
                    && Optional.ofNullable(found.userName).equals(Optional.ofNullable(user));
            if (!sameOwner) {
                throw IdentityErrors.alreadyExists("Access key " + id);
            }
            return Uni.createFrom().voidItem();
        });
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> step) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (T item : items) {
            all = all.chain(() -> step.apply(item));
        }
        return all;
    }
}
