package dev.coffer.gateway.s3.document;

import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.xml.XmlElement;
import dev.coffer.aws.xml.XmlReader;
import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.storage.api.EncryptionConfiguration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code <ServerSideEncryptionConfiguration>}: exactly one rule. */
public final class EncryptionDocument {
    private static final String AES256 = "AES256";
    private static final Set<String> ALGORITHMS = Set.of(AES256, "aws:kms", "aws:kms:dsse");
    private static final Set<String> BLOCKABLE = Set.of("SSE-C", "NONE");

    private EncryptionDocument() {}

    public static EncryptionConfiguration read(byte[] document) {
        List<XmlElement> rules =
                XmlReader.read(document, "ServerSideEncryptionConfiguration").all("Rule");
        if (rules.size() != 1) {
            throw Xml.malformed();
        }
        XmlElement rule = rules.getFirst();
        Optional<XmlElement> byDefault = rule.child("ApplyServerSideEncryptionByDefault");
        String algorithm = byDefault.map(d -> Xml.required(d, "SSEAlgorithm")).orElse(AES256);
        Optional<String> key = byDefault.flatMap(d -> Xml.optional(d, "KMSMasterKeyID"));
        if (!ALGORITHMS.contains(algorithm)) {
            throw Xml.malformed();
        }
        if (algorithm.equals(AES256) && key.isPresent()) {
            throw S3Error.INVALID_ARGUMENT.because(
                    "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
        }
        return new EncryptionConfiguration(
                algorithm, key, Xml.flag(rule, "BucketKeyEnabled").orElse(false), blocked(rule));
    }

    public static byte[] write(EncryptionConfiguration configuration) {
        return XmlWriter.s3("ServerSideEncryptionConfiguration")
                .nested("Rule", rule -> {
                    rule.nested(
                            "ApplyServerSideEncryptionByDefault",
                            d -> d.element("SSEAlgorithm", configuration.sseAlgorithm())
                                    .element("KMSMasterKeyID", configuration.kmsKeyId()));
                    rule.element("BucketKeyEnabled", configuration.bucketKeyEnabled());
                    if (!configuration.blockedEncryptionTypes().isEmpty()) {
                        rule.nested(
                                "BlockedEncryptionTypes",
                                b -> new TreeSet<>(configuration.blockedEncryptionTypes())
                                        .forEach(type -> b.element("EncryptionType", type)));
                    }
                })
                .toBytes();
    }

    private static Set<String> blocked(XmlElement rule) {
        Set<String> types = rule.child("BlockedEncryptionTypes").stream()
                .flatMap(b -> b.all("EncryptionType").stream())
                .map(t -> t.text().strip())
                .collect(Collectors.toUnmodifiableSet());
        if (!BLOCKABLE.containsAll(types) || types.size() > 1) {
            throw Xml.malformed();
        }
        return types;
    }
}
