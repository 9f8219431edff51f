package dev.coffer.storage.blob.s3;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object's bytes on their way to the store: gathered, and sent whole if they are few, else part by part. While one part
 * is under way the next is gathered, if there is memory for that; else whoever writes waits until it has arrived.
 */
final class UploadParts {
    /** The smallest that S3 allows: more writes fit into the memory. Of 10,000 parts a blob never needs more than 1,100. */
    static final int PART_BYTES = 5 << 20;

    private final StoredObjects objects;
    private final MultipartUploads uploads;
    private final WriteMemory memory;
    private final String key;
    private final List<CompletedPart> sent = new ArrayList<>();
    private byte[] gathered;
    private int filled;
    private byte @Nullable [] spare;
    private @Nullable String upload;
    private @Nullable FutureTask<CompletedPart> underWay;
    private long taken;

    /** @param expectedBytes of the object, or -1 if that isn't known */
    UploadParts(StoredObjects objects, MultipartUploads uploads, WriteMemory memory, String key, long expectedBytes) {
        this.objects = objects;
        this.uploads = uploads;
        this.memory = memory;
        this.key = key;
        int first = (int) (expectedBytes < 0 ? PART_BYTES : Math.min(expectedBytes, PART_BYTES));
        memory.take(first);
        this.taken = first;
        this.gathered = new byte[first];
    }

    /** Appends all of {@code bytes}. */
    void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (filled == PART_BYTES) {
                send();
            } else if (filled == gathered.length) {
                grow();
            }
            int piece = Math.min(bytes.remaining(), gathered.length - filled);
            bytes.get(gathered, filled, piece);
            filled += piece;
        }
    }

    /** More came than was expected. */
    private void grow() {
        int more = PART_BYTES - gathered.length;
        if (!memory.tryTake(more)) {
            throw S3Error.SLOW_DOWN.error();
        }
        taken += more;
        gathered = Arrays.copyOf(gathered, PART_BYTES);
    }

    private void send() {
        String id = begun();
        awaitSent();
        byte[] full = gathered;
        int length = filled;
        int number = sent.size() + 1;
        if (spare == null && memory.tryTake(PART_BYTES)) {
            taken += PART_BYTES;
            spare = new byte[PART_BYTES];
        }
        if (spare == null) {
            sent.add(uploads.upload(key, id, number, full, length));
        } else {
            gathered = spare;
            spare = full;
            underWay = new FutureTask<>(() -> uploads.upload(key, id, number, full, length));
            Thread.ofVirtual().name("storage-blob-part").start(underWay);
        }
        filled = 0;
    }

    private String begun() {
        if (upload == null) {
            upload = uploads.begin(key);
        }
        return upload;
    }

    private void awaitSent() {
        if (underWay == null) {
            return;
        }
        try {
            sent.add(underWay.get());
            underWay = null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw S3Error.SERVICE_UNAVAILABLE.error();
        }
    }

    /**
     * Makes what was written an object; when this returns the store has acknowledged it.
     *
     * @throws software.amazon.awssdk.services.s3.model.S3Exception as {@link StoredObjects#putNew} and
     *     {@link MultipartUploads#complete}
     */
    void finish() {
        if (upload == null) {
            objects.putNew(key, gathered, filled);
            return;
        }
        awaitSent();
        if (filled > 0) {
            sent.add(uploads.upload(key, upload, sent.size() + 1, gathered, filled));
            filled = 0;
        }
        uploads.complete(key, upload, sent);
        upload = null;
    }

    /**
     * Gives memory back, and up what was not finished: behind the caller's back, who has waited long enough where the store
     * is away. What can't be given up, cleaning up finds.
     */
    void close() {
        String unfinished = upload;
        FutureTask<CompletedPart> part = underWay;
        long bytes = taken;
        upload = null;
        underWay = null;
        taken = 0;
        if (unfinished == null) {
            memory.giveBack(bytes);
            return;
        }
        Thread.ofVirtual().name("storage-blob-abort").start(() -> {
            try {
                awaitEnd(part);
                uploads.abort(key, unfinished);
            } catch (AwsException e) {
                // said already, once, as the store's fault
            } finally {
                memory.giveBack(bytes);
            }
        });
    }

    private static void awaitEnd(@Nullable FutureTask<CompletedPart> part) {
        try {
            if (part != null) {
                part.get();
            }
        } catch (ExecutionException e) {
            // it has ended, which is all that was wanted
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
