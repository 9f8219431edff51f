package dev.coffer.benchmarks.jmh;

import dev.coffer.aws.xml.XmlWriter;
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

/** Writing the document of a page of 1,000 keys with the elements that ListObjectsV2 has; microseconds a page. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ListingXml {
    private static final int KEYS = 1_000;

    /** One page. */
    @Benchmark
    public byte[] page() {
        XmlWriter xml = XmlWriter.s3("ListBucketResult")
                .element("Name", "ledger")
                .element("Prefix", "2026/")
                .element("KeyCount", KEYS)
                .element("MaxKeys", KEYS)
                .element("IsTruncated", true);
        for (int i = 0; i < KEYS; i++) {
            int number = i;
            xml.nested(
                    "Contents",
                    c -> c.element("Key", "2026/11/entry-" + number)
                            .element("LastModified", "2026-11-24T09:00:00.000Z")
                            .element("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"")
                            .element("Size", 4096L)
                            .element("StorageClass", "STANDARD"));
        }
        return xml.toBytes();
    }
}
