package dev.coffer.storage.multipart;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.frame.FrameBinding;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.OperationTable;
import dev.coffer.storage.Operations;
import dev.coffer.storage.StorageCall;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.CopyObject;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.ObjectHead;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.UploadPart;
import dev.coffer.storage.api.UploadPartCopy;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.authorization.Authorizer;
import dev.coffer.storage.bucket.Buckets;
import dev.coffer.storage.copy.CopySources;
import dev.coffer.storage.object.BodyDigests;
import dev.coffer.storage.object.BodyIntake;
import dev.coffer.storage.object.Etags;
import dev.coffer.storage.object.FreedBlobs;
import dev.coffer.storage.object.KeyChanges;
import dev.coffer.storage.object.ObjectId;
import dev.coffer.storage.object.StoredBody;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * UploadPart and UploadPartCopy. A part is a blob of its own, its frames bound to the object, the part's number and this
 * very upload of it; one uploaded again takes the place of the earlier.
 */
@ApplicationScoped
public class PartUploads implements Operations {
    private final Buckets buckets;
    private final Authorizer authorizer;
    private final Uploads uploads;
    private final UploadKeys keys;
    private final BodyIntake intake;
    private final CopySources sources;
    private final FreedBlobs freed;
    private final CofferClock clock;

    PartUploads(
            Buckets buckets,
            Authorizer authorizer,
            Uploads uploads,
            UploadKeys keys,
            BodyIntake intake,
            CopySources sources,
            FreedBlobs freed,
            CofferClock clock) {
        this.buckets = buckets;
        this.authorizer = authorizer;
        this.uploads = uploads;
        this.keys = keys;
        this.intake = intake;
        this.sources = sources;
        this.freed = freed;
        this.clock = clock;
    }

    @Override
    public void register(OperationTable table) {
        table.on(UploadPart.class, this::upload);
        table.on(UploadPartCopy.class, this::copy);
    }

    private WriteResult upload(UploadPart op, StorageCall call) {
        requireNumber(op.partNumber());
        Upload upload = find(call, op.bucket(), op.key(), op.uploadId());
        return store(upload, op.partNumber(), call.body(), upload.checksum().ofPart(op.digests()), call);
    }

    private CopyObject.Result copy(UploadPartCopy op, StorageCall call) {
        requireNumber(op.partNumber());
        Upload upload = find(call, op.bucket(), op.key(), op.uploadId());
        try (Answer<ObjectHead> source = open(op, call)) {
            ObjectHead head = source.result();
            requireWithin(op.range(), head);
            Digests digests = new Digests(
                    Optional.empty(), Optional.of(upload.checksum().algorithm().id()), Map.of());
            WriteResult written = store(upload, op.partNumber(), source.body(), digests, call);
            return new CopyObject.Result(written, head.versionId());
        }
    }

    private Answer<ObjectHead> open(UploadPartCopy op, StorageCall call) {
        try {
            return sources.open(op.source(), op.range(), op.sourceConditions(), call.caller());
        } catch (AwsException e) {
            throw S3Error.INVALID_RANGE.is(e)
                    ? outside(op.range(), e.details().getOrDefault("ActualObjectSize", "0"))
                    : e;
        }
    }

    private Upload find(StorageCall call, BucketName bucket, ObjectKey key, String uploadId) {
        authorizer.requireOnObject(call.caller(), buckets.require(call.region(), bucket), key, "s3:PutObject");
        return uploads.require(call.region(), bucket, key, uploadId);
    }

    private WriteResult store(Upload upload, int number, BodySource body, Digests digests, StorageCall call) {
        ObjectId blob = ObjectId.next(clock.real());
        Optional<SecretBytes> dataKey = keys.open(upload, call.caller());
        try {
            FrameBinding binding = FrameBinding.ofPart(upload.objectId().value(), blob.value(), number);
            StoredBody stored = intake.storePart(
                    upload.region(),
                    blob,
                    body,
                    new BodyDigests(
                            digests,
                            Optional.of(upload.checksum().algorithm()),
                            upload.encryption().showsMd5()),
                    dataKey.map(key -> new BodyIntake.Framing(key, binding)));
            UploadedPart part = new UploadedPart(
                    number,
                    blob,
                    stored.size(),
                    Etags.of(stored, upload.encryption()),
                    List.of(stored.checksum()),
                    clock.now().truncatedTo(ChronoUnit.MILLIS));
            enter(upload, part);
            return new WriteResult(
                    part.etag(),
                    Optional.empty(),
                    upload.encryption().applied(),
                    part.checksums(),
                    part.lastModified(),
                    part.size());
        } finally {
            dataKey.ifPresent(SecretBytes::close);
        }
    }

    private void enter(Upload upload, UploadedPart part) {
        Region region = upload.region();
        try {
            freed.addParts(region, uploads.put(upload, part).stream().toList());
        } catch (RuntimeException e) {
            if (!KeyChanges.mayHaveHappened(e)) {
                freed.addParts(region, List.of(part.blob()));
            }
            throw e;
        }
    }

    private static void requireNumber(int number) {
        if (number < 1 || number > UploadedPart.MAX_NUMBER) {
            throw S3Error.INVALID_ARGUMENT.because(
                    "Part number must be an integer between 1 and " + UploadedPart.MAX_NUMBER + ", inclusive");
        }
    }

    /** Unlike a GET's, a copy's range has both ends, and both lie within the source. */
    private static void requireWithin(Optional<ByteRange> range, ObjectHead head) {
        if (range.isEmpty()) {
            if (head.size() > BodyIntake.MAX_BYTES) {
                throw S3Error.INVALID_REQUEST.because(
                        "The specified copy source is larger than the maximum allowable size for a copy source: "
                                + BodyIntake.MAX_BYTES);
            }
            return;
        }
        long first = range.get().first().orElse(-1L);
        long last = range.get().last().orElse(-1L);
        if (first < 0 || last < 0) {
            throw S3Error.INVALID_ARGUMENT.because("The x-amz-copy-source-range value must be of the form"
                    + " bytes=first-last where first and last are the zero-based offsets of the first and last bytes to"
                    + " copy");
        }
        if (last < first || last >= head.size()) {
            throw outside(range, Long.toString(head.size()));
        }
    }

    private static AwsException outside(Optional<ByteRange> range, String size) {
        String value =
                "bytes=" + range.flatMap(ByteRange::first).map(String::valueOf).orElse("") + "-"
                        + range.flatMap(ByteRange::last).map(String::valueOf).orElse("");
        return new AwsException(
                S3Error.INVALID_ARGUMENT.code(),
                S3Error.INVALID_ARGUMENT.status(),
                "Range specified is not valid for source object of size: " + size,
                Map.of("ArgumentName", "x-amz-copy-source-range", "ArgumentValue", value));
    }
}
