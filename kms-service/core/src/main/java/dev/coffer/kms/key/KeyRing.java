package dev.coffer.kms.key;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The image in memory of one region's keys, their plaintext material included: cryptography asks no database. Readers
 * never wait. A key's later revision takes the place of an earlier one, never the reverse; {@link #revision()} tells up
 * to which revision of the region the image is complete.
 */
public final class KeyRing implements AutoCloseable {
    private final Region region;
    private final Map<String, KmsKey> keys = new ConcurrentHashMap<>();
    private final Map<String, KeyId> deleted = new ConcurrentHashMap<>();
    private final Map<AccountId, Names> accounts = new ConcurrentHashMap<>();
    private volatile long revision = -1;

    /** An empty image, older than every revision. */
    public KeyRing(Region region) {
        this.region = region;
    }

    /** Whose keys these are. */
    public Region region() {
        return region;
    }

    /** The region's revision up to which every change is in here; -1: nothing was loaded yet. */
    public long revision() {
        return revision;
    }

    /** The key with this id, of whichever account. */
    public Optional<KmsKey> key(String uuid) {
        return Optional.ofNullable(keys.get(uuid));
    }

    /** The key that had this id and was deleted. */
    public Optional<KeyId> deleted(String uuid) {
        return Optional.ofNullable(deleted.get(uuid));
    }

    /** The key that {@code alias/NAME} of this account stands for. */
    public Optional<KmsKey> alias(AccountId account, String name) {
        Names names = accounts.get(account);
        return names == null
                ? Optional.empty()
                : Optional.ofNullable(names.aliases.get(name)).flatMap(this::key);
    }

    /** An account's keys in order of their ids, after one of them. */
    public Iterator<KmsKey> keys(AccountId account, Optional<String> after) {
        return tail(names(account).keys, after).values().iterator();
    }

    /** An account's aliases in order of their names, after one of them, each with its key's id. */
    public Iterator<Map.Entry<String, String>> aliases(AccountId account, Optional<String> after) {
        return tail(names(account).aliases, after).entrySet().iterator();
    }

    /** Every key of the region. */
    public Collection<KmsKey> all() {
        return keys.values();
    }

    /**
     * Takes committed changes in.
     *
     * @param changed keys changed since {@link #revision()}, at their latest
     * @param upTo the region's revision that they make the image complete to
     */
    public synchronized void apply(Collection<KmsKey> changed, long upTo) {
        changed.stream()
                .filter(this::isNewer)
                .forEach(this::forgetAliases); // before any is added: they move between keys
        changed.stream().filter(this::isNewer).forEach(this::put);
        revision = Math.max(revision, upTo);
    }

    private boolean isNewer(KmsKey key) {
        KmsKey known = keys.get(key.id().uuid());
        return !deleted.containsKey(key.id().uuid()) && (known == null || known.revision() < key.revision());
    }

    private void forgetAliases(KmsKey key) {
        KmsKey known = keys.get(key.id().uuid());
        if (known != null) {
            Names names = names(key.id().account());
            known.aliases().keySet().stream()
                    .filter(alias -> !key.aliases().containsKey(alias))
                    .forEach(alias -> names.aliases.remove(alias, key.id().uuid()));
        }
    }

    private void put(KmsKey key) {
        String uuid = key.id().uuid();
        Names names = names(key.id().account());
        if (key.state() instanceof KeyState.Deleted) {
            deleted.put(uuid, key.id());
            names.keys.remove(uuid);
            KmsKey known = keys.remove(uuid);
            if (known != null) {
                known.materials().forEach(material -> material.secret().close());
            }
            return;
        }
        keys.put(uuid, key);
        names.keys.put(uuid, key);
        key.aliases().keySet().forEach(alias -> names.aliases.put(alias, uuid));
    }

    private Names names(AccountId account) {
        return accounts.computeIfAbsent(account, a -> new Names());
    }

    private static <T> NavigableMap<String, T> tail(NavigableMap<String, T> map, Optional<String> after) {
        return after.map(key -> map.tailMap(key, false)).orElse(map);
    }

    /** Zeroes every material. */
    @Override
    public void close() {
        keys.values()
                .forEach(key ->
                        key.materials().forEach(material -> material.secret().close()));
        keys.clear();
    }

    /** What an account has, sorted for listings. */
    private static final class Names {
        private final NavigableMap<String, KmsKey> keys = new ConcurrentSkipListMap<>();
        private final NavigableMap<String, String> aliases = new ConcurrentSkipListMap<>();
    }
}
