package dev.coffer.storage.tagging;

import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.TagSet;
import dev.coffer.storage.object.Effects;
import dev.coffer.storage.object.KeyChange;
import dev.coffer.storage.object.KeyState;
import dev.coffer.storage.object.ObjectEvents;
import dev.coffer.storage.object.ObjectVersions;
import dev.coffer.storage.object.StoredVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object version gets other tags, and nothing else of it changes.
 *
 * @param versionId the version; the latest where there is none
 * @param eventName {@code ObjectTagging:Put} or {@code ObjectTagging:Delete}
 */
record TagChange(
        Region region,
        BucketName bucket,
        ObjectKey key,
        Optional<String> versionId,
        Map<String, String> tags,
        String eventName,
        Caller cause)
        implements KeyChange<TagSet> {
    /** Copies the tags. */
    TagChange {
        tags = Map.copyOf(tags);
    }

    @Override
    public Optional<String> named() {
        return versionId;
    }

    @Override
    public Effects<TagSet> decide(KeyState state) {
        StoredVersion version =
                ObjectVersions.require(versionId.isPresent() ? state.named() : state.latest(), key, versionId);
        StoredVersion tagged = version.withContent(version.content().withTags(tags));
        return Effects.update(
                new TagSet(tags, state.bucket().shown(version.versionId())),
                tagged,
                List.of(ObjectEvents.tagged(eventName, state.bucket(), tagged, state.now(), cause)));
    }
}
