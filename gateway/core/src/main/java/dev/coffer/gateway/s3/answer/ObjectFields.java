package dev.coffer.gateway.s3.answer;

import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.gateway.http.Headers;
import dev.coffer.storage.api.AppliedEncryption;
import dev.coffer.storage.api.StoredChecksum;
import java.util.List;
import java.util.Optional;

/** Fields that several answers share: encryption, checksums, versions. */
final class ObjectFields {
    private static final String ENCRYPTION = "x-amz-server-side-encryption";

    private ObjectFields() {}

    static void encryption(Headers.Builder headers, AppliedEncryption encryption) {
        headers.add(ENCRYPTION, encryption.type());
        headers.add(ENCRYPTION + "-aws-kms-key-id", encryption.kmsKeyArn());
        if (encryption.bucketKeyEnabled()) {
            headers.add(ENCRYPTION + "-bucket-key-enabled", "true");
        }
    }

    static void checksums(Headers.Builder headers, List<StoredChecksum> checksums) {
        for (StoredChecksum checksum : checksums) {
            headers.add(ChecksumAlgorithm.HEADER_PREFIX + checksum.algorithm(), checksum.value());
        }
        checksums.stream().findFirst().ifPresent(c -> headers.add("x-amz-checksum-type", c.type()));
    }

    static void checksums(XmlWriter xml, List<StoredChecksum> checksums) {
        for (StoredChecksum checksum : checksums) {
            ChecksumAlgorithm.find(checksum.algorithm())
                    .ifPresent(algorithm -> xml.element(algorithm.element(), checksum.value()));
        }
    }

    static void checksumsWithType(XmlWriter xml, List<StoredChecksum> checksums) {
        checksums(xml, checksums);
        checksums.stream().findFirst().ifPresent(c -> xml.element("ChecksumType", c.type()));
    }

    static void version(Headers.Builder headers, Optional<String> versionId) {
        headers.add("x-amz-version-id", versionId);
    }

    static void owner(XmlWriter xml, String canonicalId) {
        xml.nested("Owner", o -> o.element("ID", canonicalId));
    }

    static void initiator(XmlWriter xml, String canonicalId) {
        xml.nested("Initiator", i -> i.element("ID", canonicalId));
    }

    /** An algorithm's name as documents have it. */
    static Optional<String> named(Optional<String> algorithm) {
        return algorithm.flatMap(ChecksumAlgorithm::find).map(Enum::name);
    }
}
