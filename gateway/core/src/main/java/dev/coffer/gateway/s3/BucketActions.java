package dev.coffer.gateway.s3;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.answer.Answers;
import dev.coffer.gateway.s3.answer.BucketAnswers;
import dev.coffer.gateway.s3.document.LocationDocument;
import dev.coffer.gateway.s3.request.ContinuationToken;
import dev.coffer.gateway.s3.request.CreateBucketRequests;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.gateway.s3.request.SmallBody;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CreateBucket;
import dev.coffer.storage.api.DeleteBucket;
import dev.coffer.storage.api.ListObjectVersions;
import dev.coffer.storage.api.StorageApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations that change the global directory of buckets, each in two places: directory and region. The directory's
 * row is CREATING or DELETING in between, and a sweeper finishes what a crash leaves half done.
 */
final class BucketActions {
    private static final int MAX_BUCKETS = 10_000;

    private final BucketDirectory directory;
    private final StorageApi storage;
    private final List<Region> served;
    private final ListBucketsRight right;

    BucketActions(BucketDirectory directory, StorageApi storage, List<Region> served, ListBucketsRight right) {
        this.directory = directory;
        this.storage = storage;
        this.served = served;
        this.right = right;
    }

    Response create(S3Request request) {
        BucketName bucket = request.bucket();
        Caller caller = request.identity().caller();
        Region endpoint = request.identity().signedFor().orElseThrow(S3Error.ACCESS_DENIED::error);
        LocationDocument.Configuration asked = LocationDocument.read(SmallBody.read(request));
        Region region = CreateBucketRequests.region(asked.location(), endpoint, served);
        CreateBucket operation = CreateBucketRequests.createBucket(request, asked.tags());
        BucketDirectory.Reservation reservation =
                directory.reserve(bucket, caller.principal().account(), caller.canonicalUserId(), region);
        if (!reservation.created() && !isHalfMadeBy(caller, region, reservation)) {
            return existing(reservation, caller, region, bucket);
        }
        try {
            storage.call(operation, region, caller);
        } catch (AwsException refused) {
            if (isRefusal(refused) && reservation.created()) {
                directory.remove(bucket);
            }
            throw refused;
        }
        directory.activate(bucket);
        return BucketAnswers.created(bucket);
    }

    Response delete(S3Request request) {
        SmallBody.expectNone(request);
        BucketDirectory.Entry entry = request.bucketEntry();
        Caller caller = request.identity().caller();
        if (!entry.owner().equals(caller.principal().account())) {
            throw S3Error.ACCESS_DENIED.error(); // another account must not even hide the bucket for a moment
        }
        refuseIfFilled(entry, caller);
        directory.markDeleting(entry.bucket());
        try {
            storage.call(new DeleteBucket(entry.bucket()), entry.region(), caller);
        } catch (AwsException refused) {
            if (!S3Error.NO_SUCH_BUCKET.is(refused)) {
                if (isRefusal(refused)) {
                    directory.activate(entry.bucket());
                }
                throw refused;
            }
        }
        directory.remove(entry.bucket());
        return Answers.noContent(request, entry);
    }

    Response list(S3Request request) {
        SmallBody.expectNone(request);
        Caller caller = request.identity().caller();
        right.check(caller, request.identity().signedFor());
        int limit = request.number("max-buckets", MAX_BUCKETS, MAX_BUCKETS);
        Optional<String> prefix = request.parameter("prefix").filter(p -> !p.isEmpty());
        List<BucketDirectory.Entry> page = directory.list(
                caller.principal().account(),
                prefix.orElse(""),
                request.parameter("continuation-token")
                        .map(ContinuationToken::read)
                        .orElse(""),
                request.parameter("bucket-region").filter(r -> !r.isEmpty()).map(CreateBucketRequests::region),
                limit + 1);
        boolean more = page.size() > limit;
        List<BucketDirectory.Entry> shown = more ? page.subList(0, limit) : page;
        Optional<String> next = more && limit > 0
                ? Optional.of(ContinuationToken.of(shown.getLast().bucket().value()))
                : Optional.empty();
        return BucketAnswers.list(caller.canonicalUserId(), shown, prefix, next);
    }

    /** The same owner's creation that has not ended: the region creates idempotently, so it is simply gone on with. */
    private static boolean isHalfMadeBy(Caller caller, Region region, BucketDirectory.Reservation reservation) {
        BucketDirectory.Entry entry = reservation.entry();
        return !reservation.active()
                && entry.owner().equals(caller.principal().account())
                && entry.region().equals(region);
    }

    /** Whether the region has surely done nothing; of any other failure only the sweeper finds out what it did. */
    private static boolean isRefusal(AwsException e) {
        return e.status() < 500;
    }

    private static Response existing(
            BucketDirectory.Reservation reservation, Caller caller, Region region, BucketName bucket) {
        BucketDirectory.Entry entry = reservation.entry();
        if (!entry.owner().equals(caller.principal().account())) {
            throw S3Error.BUCKET_ALREADY_EXISTS.with(Map.of("BucketName", bucket.value()));
        }
        if (!reservation.active()) {
            throw S3Error.OPERATION_ABORTED.error();
        }
        if (region.equals(Region.US_EAST_1) && entry.region().equals(region)) {
            return BucketAnswers.created(bucket); // S3's oldest region answers a second time as the first
        }
        throw S3Error.BUCKET_ALREADY_OWNED_BY_YOU.with(Map.of("BucketName", bucket.value()));
    }

    /** Keeps a bucket that is in use from being hidden for the moment that its region needs to say so. */
    private void refuseIfFilled(BucketDirectory.Entry entry, Caller caller) {
        try {
            ListObjectVersions first = new ListObjectVersions(entry.bucket(), "", "", "", "", 1);
            if (!storage.call(first, entry.region(), caller).entries().isEmpty()) {
                throw S3Error.BUCKET_NOT_EMPTY.with(
                        Map.of("BucketName", entry.bucket().value()));
            }
        } catch (AwsException refused) {
            if (!S3Error.ACCESS_DENIED.is(refused) && !S3Error.NO_SUCH_BUCKET.is(refused)) {
                throw refused;
            }
        }
    }
}
