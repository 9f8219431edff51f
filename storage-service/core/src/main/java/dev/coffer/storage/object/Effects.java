package dev.coffer.storage.object;

import dev.coffer.events.s3.ObjectEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a change does to its key. Exactly one version of a key with versions is the latest, before and after.
 *
 * @param removed versions that go, with their blobs
 * @param demoted the one that was the latest so far and stays, as an older one
 * @param inserted a new version or delete marker
 * @param parts its parts
 * @param promoted one that becomes the latest because the latest went
 * @param updated one whose tags or replication status change
 * @param events what is told of it
 */
public record Effects<R>(
        R result,
        List<StoredVersion> removed,
        Optional<StoredVersion> demoted,
        Optional<StoredVersion> inserted,
        List<StoredPart> parts,
        Optional<StoredVersion> promoted,
        Optional<StoredVersion> updated,
        List<ObjectEvent> events) {

    /** Copies the lists. */
    public Effects {
        removed = List.copyOf(removed);
        parts = List.copyOf(parts);
        events = List.copyOf(events);
    }

    /** Nothing changes. */
    public static <R> Effects<R> nothing(R result) {
        return new Effects<>(
                result,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** A new version or marker takes its place in the order; one with its version id gives way. */
    public static <R> Effects<R> insert(
            R result, KeyState state, StoredVersion fresh, List<StoredPart> parts, List<ObjectEvent> events) {
        Optional<StoredVersion> replaced = fresh.versionId().equals(VersionIds.NULL)
                ? state.nullVersion()
                : state.named().filter(v -> v.versionId().equals(fresh.versionId()));
        Optional<StoredVersion> rival = state.newestBut(replaced);
        boolean latest = rival.isEmpty() || rival.get().isOlderThan(fresh);
        return new Effects<>(
                result,
                replaced.stream().toList(),
                latest ? rival.filter(StoredVersion::latest) : Optional.empty(),
                Optional.of(fresh.withLatest(latest)),
                parts,
                latest ? Optional.empty() : rival.filter(v -> !v.latest()),
                Optional.empty(),
                events);
    }

    /** A version goes; if it was the latest, the next newest becomes it. */
    public static <R> Effects<R> remove(R result, KeyState state, StoredVersion gone, List<ObjectEvent> events) {
        return new Effects<>(
                result,
                List.of(gone),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                gone.latest() ? state.newestBut(Optional.of(gone)) : Optional.empty(),
                Optional.empty(),
                events);
    }

    /** A version's tags or replication status change. */
    public static <R> Effects<R> update(R result, StoredVersion changed, List<ObjectEvent> events) {
        return new Effects<>(
                result,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(changed),
                events);
    }

    /** The same effects, told of differently. */
    public <S> Effects<S> as(S newResult) {
        return new Effects<>(newResult, removed, demoted, inserted, parts, promoted, updated, events);
    }

    List<ObjectId> removedWithParts() {
        List<ObjectId> ids = new ArrayList<>();
        for (StoredVersion version : removed) {
            if (version.content().parts() > 0) {
                ids.add(version.objectId());
            }
        }
        return ids;
    }
}
