package dev.coffer.benchmarks.s3;

import dev.coffer.benchmarks.load.CpuTime;
import dev.coffer.benchmarks.load.Generator;
import dev.coffer.benchmarks.load.Pace;
import dev.coffer.benchmarks.load.Plan;
import dev.coffer.benchmarks.load.Slice;
import dev.coffer.benchmarks.load.Workload;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.aws.Clients;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Buckets and keys for a run, made through the AWS SDK as on any S3. */
public final class BenchBucket {
    private static final String FLOOR_HEADER = "x-coffer-encryption-floor";
    private static final String DEFAULT_LOCATION = "us-east-1";
    private static final Duration FOREVER = Duration.ofHours(1);

    private BenchBucket() {}

    /** A name that no bucket has. */
    public static String freshName(String what) {
        return "bench-" + what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Makes a bucket; {@code plaintext} asks Coffer to leave out its encryption floor (others ignore that). */
    public static void create(Endpoint endpoint, String bucket, boolean plaintext, boolean versioned) {
        try (Clients clients = new Clients(endpoint.uri(), endpoint.credentials())) {
            clients.s3(endpoint.region()).createBucket(b -> {
                b.bucket(bucket);
                if (plaintext) {
                    b.overrideConfiguration(o -> o.putHeader(FLOOR_HEADER, "none"));
                }
                if (!endpoint.region().equals(DEFAULT_LOCATION)) {
                    b.createBucketConfiguration(c -> c.locationConstraint(endpoint.region()));
                }
            });
            if (versioned) {
                clients.s3(endpoint.region())
                        .putBucketVersioning(v -> v.bucket(bucket)
                                .versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
            }
        }
    }

    /** A new KMS key; its ARN. */
    public static String createKey(Endpoint endpoint) {
        try (Clients clients = new Clients(endpoint.uri(), endpoint.credentials())) {
            return clients.kms(endpoint.region())
                    .createKey(k -> k.description("benchmark"))
                    .keyMetadata()
                    .arn();
        }
    }

    /** Writes the objects {@code from} (inclusive) to {@code to} (exclusive) as fast as {@code clients} can. */
    public static void fill(Endpoint endpoint, ObjectSet objects, long from, long to, int clients) {
        if (to <= from) {
            return;
        }
        Plan plan = new Plan(clients, new Pace.Closed(), Duration.ZERO, FOREVER);
        Slice slice =
                Generator.run(endpoint, "s3", Workload.numbered(from, to, objects::put), plan, CpuTime.ofGenerator());
        if (slice.total().count() < to - from) {
            throw new CommandFailed(slice.total().count() + " of " + (to - from) + " objects could be written: "
                    + slice.total().failures());
        }
    }
}
