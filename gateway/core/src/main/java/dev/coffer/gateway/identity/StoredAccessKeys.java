package dev.coffer.gateway.identity;

import dev.coffer.aws.AccountId;
import dev.coffer.gateway.authentication.AccessKey;
import dev.coffer.gateway.authentication.AccessKeys;
import dev.coffer.identity.Principal;
import dev.coffer.platform.sql.Entities;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The access keys of the database, with their owners. */
@ApplicationScoped
public class StoredAccessKeys implements AccessKeys {
    private static final String KEY_AND_OWNER = """
            select k.accountId, k.userName, k.sealedSecret, a.canonicalId, u.userId, u.policySetHash
            from AccessKeyEntity k
            join AccountEntity a on a.id = k.accountId
            left join UserEntity u on u.key.accountId = k.accountId and u.key.name = k.userName
            where k.id = :id""";

    private final Entities entities;
    private final SealedSecrets secrets;
    private final RevisionedCache<String, Optional<AccessKey>> cache;

    StoredAccessKeys(Entities entities, SealedSecrets secrets, IdentityRevision revision) {
        this.entities = entities;
        this.secrets = secrets;
        this.cache = new RevisionedCache<>(revision, this::load);
    }

    record KeyAndOwner(
            String accountId,
            @Nullable String userName,
            byte[] sealedSecret,
            String canonicalId,
            @Nullable String userId,
            @Nullable String policySetHash) {}

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        return cache.get(accessKeyId);
    }

    private Optional<AccessKey> load(String id) {
        KeyAndOwner row = entities.inSession(session -> session.createQuery(KEY_AND_OWNER, KeyAndOwner.class)
                .setParameter("id", id)
                .getSingleResultOrNull());
        return Optional.ofNullable(row).map(found -> accessKey(id, found));
    }

    private AccessKey accessKey(String id, KeyAndOwner row) {
        AccountId account = new AccountId(row.accountId);
        Principal principal = row.userName == null || row.userId == null
                ? new Principal.Root(account, id)
                : new Principal.IamUser(account, row.userName, row.userId, id);
        String hash = row.policySetHash == null ? PolicySet.EMPTY.hash() : row.policySetHash;
        return new AccessKey(id, secrets.open(id, row.sealedSecret), principal, hash, row.canonicalId);
    }
}
