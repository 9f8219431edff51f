package dev.coffer.benchmarks.jmh;

import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.envelope.wrap.WrapBinding;
import dev.coffer.envelope.wrap.WrappedDataKey;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a bucket key spares KMS: making and opening an object's data key here; microseconds a key. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Wrapping {
    private final SecretBytes bucketKey = SecretBytes.random(WrappedDataKey.KEY_BYTES);
    private final SecretBytes dataKey = SecretBytes.random(WrappedDataKey.KEY_BYTES);
    private final WrapBinding binding = new WrapBinding.OfObject(
            "ledger",
            "2026/11/entry-0000000001",
            UUID.randomUUID(),
            EncryptionContext.of(Map.of("aws:s3:arn", "arn:aws:s3:::ledger")));
    private final WrappedDataKey wrapped = WrappedDataKey.wrap(bucketKey, dataKey, binding);

    /** A fresh data key, wrapped. */
    @Benchmark
    public WrappedDataKey generateAndWrap() {
        try (SecretBytes fresh = SecretBytes.random(WrappedDataKey.KEY_BYTES)) {
            return WrappedDataKey.wrap(bucketKey, fresh, binding);
        }
    }

    /** Opening it for a read. */
    @Benchmark
    public int unwrap() {
        try (SecretBytes opened = wrapped.unwrap(bucketKey, binding)) {
            return opened.length();
        }
    }
}
