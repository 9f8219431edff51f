package dev.coffer.storage.copy;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.CopySource;
import dev.coffer.storage.api.GetObject;
import dev.coffer.storage.api.GetObjectTagging;
import dev.coffer.storage.api.ObjectHead;
import dev.coffer.storage.api.StorageApi;
import dev.coffer.storage.object.Preconditions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/**
 * What is copied, read as its requester would read it, by the storage service of its own region: that one authorises,
 * asks its own KMS, and answers the plaintext.
 */
@ApplicationScoped
public class CopySources {
    private final StorageApi regions;

    CopySources(StorageApi regions) {
        this.regions = regions;
    }

    /**
     * Opens the source; the receiver closes the answer.
     *
     * @param conditions {@code x-amz-copy-source-if-…}
     * @throws AwsException as of a GET, with every condition that does not hold a 412
     */
    public Answer<ObjectHead> open(
            CopySource source, Optional<ByteRange> range, Conditions conditions, Caller requester) {
        GetObject read = new GetObject(
                source.bucket(), source.key(), source.versionId(), range, Optional.empty(), conditions, true);
        try {
            return regions.call(read, source.region(), requester, BodySource.empty());
        } catch (AwsException e) {
            throw ofSource(conditions, e);
        }
    }

    /** The source's tags. */
    public Map<String, String> tags(CopySource source, Caller requester) {
        GetObjectTagging read = new GetObjectTagging(source.bucket(), source.key(), source.versionId());
        return regions.call(read, source.region(), requester).tags();
    }

    private static AwsException ofSource(Conditions conditions, AwsException e) {
        return S3Error.METHOD_NOT_ALLOWED.is(e)
                ? S3Error.INVALID_REQUEST.because(
                        "The source of a copy request may not specifically refer to a delete marker by version id.")
                : Preconditions.ofCopySource(conditions, e);
    }
}
