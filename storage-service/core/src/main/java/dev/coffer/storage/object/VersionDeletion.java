package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A version or delete marker goes for good; one that is not there is gone already. Never replicated. */
record VersionDeletion(
        Region region, BucketName bucket, ObjectKey key, String versionId, Optional<String> ifMatch, Caller cause)
        implements KeyChange<DeleteObject.Result> {

    @Override
    public Optional<String> named() {
        return Optional.of(versionId);
    }

    @Override
    public Effects<DeleteObject.Result> decide(KeyState state) {
        Optional<StoredVersion> named = state.named();
        if (ifMatch.isPresent()
                && named.filter(v ->
                                Preconditions.matches(ifMatch.get(), v.content().etag()))
                        .isEmpty()) {
            throw S3Error.PRECONDITION_FAILED.with(Map.of("Condition", "If-Match"));
        }
        if (named.isEmpty()) {
            return Effects.nothing(new DeleteObject.Result(Optional.of(versionId), false));
        }
        StoredVersion gone = named.get();
        return Effects.remove(
                new DeleteObject.Result(Optional.of(versionId), gone.deleteMarker()),
                state,
                gone,
                List.of(ObjectEvents.deleted(state.bucket(), gone, state.nextSequencer(), state.now(), cause)));
    }
}
