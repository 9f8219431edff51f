package dev.coffer.storage.object;

import dev.coffer.storage.bucket.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key as its lock holder sees it: what a change is decided on.
 *
 * @param bucket as it is now
 * @param newest the one or two versions with the highest sequencers, highest first
 * @param nullVersion the null version, if there is one
 * @param named the version that the change named, if it is there
 * @param nextSequencer above every sequencer of the key, and of every change of it before this
 * @param now for dates
 */
public record KeyState(
        Bucket bucket,
        List<StoredVersion> newest,
        Optional<StoredVersion> nullVersion,
        Optional<StoredVersion> named,
        long nextSequencer,
        Instant now) {
    /** Copies the list. */
    public KeyState {
        newest = List.copyOf(newest);
    }

    /** The latest version, delete marker or not. */
    public Optional<StoredVersion> latest() {
        return newest.stream().findFirst();
    }

    /** The current object: the latest version unless it is a delete marker. */
    public Optional<StoredVersion> current() {
        return latest().filter(v -> !v.deleteMarker());
    }

    /** What is the newest once {@code removed} is gone. */
    Optional<StoredVersion> newestBut(Optional<StoredVersion> removed) {
        return newest.stream()
                .filter(v ->
                        removed.isEmpty() || !v.objectId().equals(removed.get().objectId()))
                .findFirst();
    }

    /**
     * The sequencer of the next change: microseconds of the database's clock, and always more than the key's last.
     * Drawn under the key's lock by the clock that all instances share.
     */
    static long sequencerAfter(Optional<StoredVersion> latest, Instant databaseClock) {
        long micros = Math.addExact(
                Math.multiplyExact(databaseClock.getEpochSecond(), 1_000_000L), databaseClock.getNano() / 1_000);
        return Math.max(micros, latest.map(v -> v.sequencer() + 1).orElse(0L));
    }
}
