package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.load.Contender;
import dev.coffer.benchmarks.report.Units;
import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.s3.Encryption;
import dev.coffer.benchmarks.s3.ObjectSet;
import dev.coffer.benchmarks.s3.S3Operation;
import dev.coffer.benchmarks.wire.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code s3}: one operation on one or several S3 endpoints or variants in turn. */
@Command(
        name = "s3",
        description = "Load on any S3 endpoint: one operation, one or several variants in turn.",
        mixinStandardHelpOptions = true)
final class S3Command implements Callable<Integer> {
    private static final long MAX_BYTES_PRESENT = 2L << 30;

    @Mixin
    private Target target;

    @Mixin
    private LoadOptions load;

    @Mixin
    private Output output;

    @Option(
            names = "--operation",
            required = true,
            converter = OperationConverter.class,
            description = "put, get, head, list, list-top, delete, mixed")
    private S3Operation operation;

    @Option(
            names = "--size",
            defaultValue = "4KiB",
            converter = Variant.SizeConverter.class,
            description = "of each object (default: ${DEFAULT-VALUE})")
    private long size;

    @Option(
            names = "--objects",
            defaultValue = "1000",
            description = "there before the run, where it reads (default: ${DEFAULT-VALUE}, at most 2 GiB)")
    private long objects;

    @Option(names = "--prefixes", defaultValue = "10", description = "of the keys (default: ${DEFAULT-VALUE})")
    private int prefixes;

    @Option(
            names = "--variant",
            paramLabel = "NAME[,property=value …]",
            converter = Variant.Converter.class,
            description = {
                "A side of the comparison; the first is what ratios are to. Properties: endpoint, credentials (prefix of two",
                "environment variables), region, encryption (plaintext, default, aes256, kms, bucket-key), kms-key, bucket."
            })
    private List<Variant> variants = new ArrayList<>();

    @Option(names = "--verify", description = "Compares the CRC-32C of what is read, not only its length and ends.")
    private boolean verify;

    @Option(names = "--signed-payload", description = "PUT signs its body's SHA-256, which the server has to check.")
    private boolean signedPayload;

    @Override
    public Integer call() {
        if (variants.isEmpty()) {
            variants.add(Variant.parse("plaintext"));
        }
        List<Contender> contenders = variants.stream().map(this::contender).toList();
        String title = String.format(Locale.ROOT, "%s %s", operation.name().replace('_', ' '), Units.size(size));
        output.print(load.run(title, contenders, output));
        return 0;
    }

    private Contender contender(Variant variant) {
        Endpoint endpoint = variant.endpoint(target);
        Encryption.Kind kind = variant.encryption();
        Optional<String> key = variant.get("kms-key").map(k -> k.equals("new") ? BenchBucket.createKey(endpoint) : k);
        String bucket = variant.get("bucket").orElseGet(() -> {
            String name = BenchBucket.freshName(
                    operation.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            BenchBucket.create(endpoint, name, kind != Encryption.Kind.DEFAULT, false);
            return name;
        });
        ObjectSet set = new ObjectSet(
                bucket,
                "bench/",
                prefixes,
                size,
                new Encryption(kind, key).headers(),
                new ObjectSet.Checks(verify, signedPayload));
        long present = Math.clamp(MAX_BYTES_PRESENT / Math.max(1, size), 8, objects);
        if (operation.reads()) {
            output.progress("writing " + present + " objects for " + variant.name());
            BenchBucket.fill(endpoint, set, 0, present, Math.min(load.clients(), 16));
        }
        return new Contender(variant.name(), endpoint, "s3", operation.on(set, present, present), target.cpu());
    }

    /** For picocli. */
    static final class OperationConverter implements ITypeConverter<S3Operation> {
        @Override
        public S3Operation convert(String value) {
            try {
                return S3Operation.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("no operation '" + value + "'");
            }
        }
    }
}
