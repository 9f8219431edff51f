package dev.coffer.conformance.faults;

import dev.coffer.conformance.faults.Change.Receipt;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * The only one who changes the keys of one bucket, one change after the other, so that the order of acknowledgements of a
 * key is known. Every {@link #run} is one step: mostly writes, some reads and deletes, a few multipart uploads.
 */
final class Owner implements Runnable {
    private static final int KEYS = 4;
    private static final int SMALL = 8 * 1024;
    private static final int LARGE = 600 * 1024; // half of them too large for a segment: they need room of their own

    private final Place place;
    private final S3Client s3;
    private final Ledger ledger;
    private final long seed;
    private final Random random;
    private int number;

    Owner(Place place, S3Client s3, Ledger ledger, long seed) {
        this.place = place;
        this.s3 = s3;
        this.ledger = ledger;
        this.seed = seed;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        String key = "k" + random.nextInt(KEYS);
        int dice = random.nextInt(100);
        if (dice < 55) {
            write(key, this::put);
        } else if (dice < 62) {
            write(key, this::upload);
        } else if (dice < 70) {
            delete(key);
        } else if (dice < 85) {
            read(key);
        } else {
            readVersion(key);
        }
    }

    private interface Write {
        Receipt as(String key, byte[] bytes, Attempts attempts);
    }

    private void write(String key, Write how) {
        int size = 1 + random.nextInt(random.nextInt(3) == 0 ? LARGE : SMALL);
        byte[] bytes = Content.bytes(seed, key, ++number, size);
        change(key, Optional.of(Content.of(bytes)), attempts -> how.as(key, bytes, attempts));
    }

    private void delete(String key) {
        ++number;
        change(key, Optional.empty(), attempts -> {
            DeleteObjectResponse deleted =
                    s3.deleteObject(d -> d.bucket(place.bucket()).key(key).overrideConfiguration(attempts.counted()));
            String request = deleted.responseMetadata().requestId();
            return new Receipt(deleted.versionId(), request, request);
        });
    }

    private void change(String key, Optional<Content> content, Function<Attempts, Receipt> action) {
        Attempts attempts = new Attempts();
        Optional<Receipt> receipt = Optional.empty();
        try {
            receipt = Optional.of(action.apply(attempts));
        } catch (RuntimeException e) {
            ledger.add(Failure.of("change " + number + " of " + place.bucket() + "/" + key, e));
        }
        ledger.add(new Change(place.bucket(), key, number, content, attempts.count(), receipt));
    }

    private Receipt put(String key, byte[] bytes, Attempts attempts) {
        PutObjectResponse put = s3.putObject(
                p -> p.bucket(place.bucket()).key(key).overrideConfiguration(attempts.counted()),
                RequestBody.fromBytes(bytes));
        String request = put.responseMetadata().requestId();
        return new Receipt(put.versionId(), request, request);
    }

    /** Only its last step makes a version; it can be repeated, and answers the same. */
    private Receipt upload(String key, byte[] bytes, Attempts attempts) {
        var begun = s3.createMultipartUpload(c -> c.bucket(place.bucket()).key(key));
        String tag = s3.uploadPart(
                        u -> u.bucket(place.bucket())
                                .key(key)
                                .uploadId(begun.uploadId())
                                .partNumber(1),
                        RequestBody.fromBytes(bytes))
                .eTag();
        CompletedPart part = CompletedPart.builder().partNumber(1).eTag(tag).build();
        var completed = s3.completeMultipartUpload(c -> c.bucket(place.bucket())
                .key(key)
                .uploadId(begun.uploadId())
                .multipartUpload(u -> u.parts(part))
                .overrideConfiguration(attempts.counted()));
        return new Receipt(
                completed.versionId(),
                completed.responseMetadata().requestId(),
                begun.responseMetadata().requestId());
    }

    private void read(String key) {
        String what = "read of " + place.bucket() + "/" + key;
        try {
            Optional<Content> got = current(key);
            if (!History.of(ledger.changes(place.bucket(), key)).mayBeCurrent(got)) {
                ledger.add(new Failure(Failure.Kind.WRONG, what, "got " + got));
            }
        } catch (RuntimeException e) {
            ledger.add(Failure.of(what, e));
        }
    }

    private Optional<Content> current(String key) {
        try {
            return Optional.of(Content.of(
                    s3.getObjectAsBytes(g -> g.bucket(place.bucket()).key(key)).asByteArrayUnsafe()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private void readVersion(String key) {
        List<Change> kept = ledger.changes(place.bucket(), key).stream()
                .filter(change ->
                        change.content().isPresent() && change.receipt().isPresent())
                .toList();
        if (kept.isEmpty()) {
            return;
        }
        Change one = kept.get(random.nextInt(kept.size()));
        String version = one.receipt().orElseThrow().versionId();
        String what = "read of version " + version + " of " + place.bucket() + "/" + key;
        try {
            ResponseBytes<GetObjectResponse> got =
                    s3.getObjectAsBytes(g -> g.bucket(place.bucket()).key(key).versionId(version));
            Content content = Content.of(got.asByteArrayUnsafe());
            if (!one.content().orElseThrow().equals(content)) {
                ledger.add(new Failure(Failure.Kind.WRONG, what, "got " + content));
            }
        } catch (RuntimeException e) {
            ledger.add(Failure.of(what, e));
        }
    }
}
