package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.kms.KmsOperation;
import dev.coffer.benchmarks.load.Contender;
import dev.coffer.benchmarks.s3.BenchBucket;
import dev.coffer.benchmarks.wire.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code kms}: one operation on one or several KMS endpoints in turn. */
@Command(
        name = "kms",
        description = "Load on any KMS endpoint (AWS JSON 1.1): one operation, one or several endpoints in turn.",
        mixinStandardHelpOptions = true)
final class KmsCommand implements Callable<Integer> {
    @Mixin
    private Target target;

    @Mixin
    private LoadOptions load;

    @Mixin
    private Output output;

    @Option(
            names = "--operation",
            defaultValue = "GenerateDataKey",
            converter = OperationConverter.class,
            description = "GenerateDataKey, Encrypt, Decrypt, DescribeKey (default: ${DEFAULT-VALUE})")
    private KmsOperation operation;

    @Option(
            names = "--variant",
            paramLabel = "NAME[,property=value …]",
            converter = Variant.Converter.class,
            description = "A side of the comparison. Properties: endpoint, credentials, region, kms-key.")
    private List<Variant> variants = new ArrayList<>();

    @Override
    public Integer call() {
        if (variants.isEmpty()) {
            variants.add(Variant.parse("kms"));
        }
        List<Contender> contenders = variants.stream().map(this::contender).toList();
        output.print(load.run(operation.wireName(), contenders, output));
        return 0;
    }

    private Contender contender(Variant variant) {
        Endpoint endpoint = variant.endpoint(target);
        String key = variant.get("kms-key").orElseGet(() -> BenchBucket.createKey(endpoint));
        return new Contender(variant.name(), endpoint, "kms", operation.on(endpoint, key), target.cpu());
    }

    /** For picocli. */
    static final class OperationConverter implements ITypeConverter<KmsOperation> {
        @Override
        public KmsOperation convert(String value) {
            try {
                return KmsOperation.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
