package dev.coffer.gateway.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Values that hold as long as the {@link IdentityRevision} does; bounded, and forgotten as a whole. */
final class RevisionedCache<K, V> {
    private static final int MAX_ENTRIES = 10_000;

    private final IdentityRevision revision;
    private final Function<K, V> load;
    private volatile Generation<K, V> generation = new Generation<>(-1, new ConcurrentHashMap<>());

    private record Generation<K, V>(long revision, Map<K, V> values) {}

    /** @param load asks the database; two may ask for one key at once */
    RevisionedCache(IdentityRevision revision, Function<K, V> load) {
        this.revision = revision;
        this.load = load;
    }

    V get(K key) {
        long current = revision.current();
        Generation<K, V> now = generation;
        if (now.revision != current || now.values.size() >= MAX_ENTRIES) {
            now = new Generation<>(current, new ConcurrentHashMap<>());
            generation = now;
        }
        V known = now.values.get(key);
        if (known != null) {
            return known;
        }
        V loaded = load.apply(key);
        now.values.put(key, loaded);
        return loaded;
    }
}
