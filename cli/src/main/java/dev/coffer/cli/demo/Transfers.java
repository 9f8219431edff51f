package dev.coffer.cli.demo;

import dev.coffer.cli.CommandFailed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts files into a bucket, and reads them back to compare every byte. */
final class Transfers {
    private static final int CHUNK = 64 * 1024;

    private final Workers workers;

    Transfers(Workers workers) {
        this.workers = workers;
    }

    /** Writes all; returns the bytes written. */
    long write(S3Client s3, String bucket, List<Sample> samples, Progress.Phase phase) {
        workers.forEach(samples, sample -> {
            s3.putObject(p -> p.bucket(bucket).key(sample.key()), RequestBody.fromFile(sample.file()));
            phase.step();
        });
        return samples.stream().mapToLong(Sample::size).sum();
    }

    /**
     * Reads all; returns how many are what was written.
     *
     * @throws CommandFailed if one is not
     */
    long readBack(S3Client s3, String bucket, List<Sample> samples, Progress.Phase phase) {
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        workers.forEach(samples, sample -> {
            if (!same(s3, bucket, sample)) {
                wrong.add(sample.key());
            }
            phase.step();
        });
        if (!wrong.isEmpty()) {
            throw new CommandFailed("%d of %d objects read from %s differ from their files, first %s"
                    .formatted(wrong.size(), samples.size(), bucket, wrong.peek()));
        }
        return samples.size();
    }

    private static boolean same(S3Client s3, String bucket, Sample sample) {
        try (InputStream object = s3.getObject(g -> g.bucket(bucket).key(sample.key()));
                InputStream file = new BufferedInputStream(Files.newInputStream(sample.file()))) {
            return same(object, file);
        } catch (IOException e) {
            throw new CommandFailed("cannot compare " + sample.key() + " in " + bucket + ": " + e, e);
        }
    }

    /** Whether both streams have the same bytes, to their ends. */
    static boolean same(InputStream one, InputStream other) throws IOException {
        while (true) {
            byte[] a = one.readNBytes(CHUNK);
            byte[] b = other.readNBytes(CHUNK);
            if (!Arrays.equals(a, b)) {
                return false;
            }
            if (a.length < CHUNK) {
                return true;
            }
        }
    }
}
