package dev.coffer.gateway.s3.document;

import dev.coffer.aws.checksum.ChecksumAlgorithm;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.xml.XmlElement;
import dev.coffer.aws.xml.XmlReader;
import dev.coffer.storage.api.CompleteMultipartUpload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code <CompleteMultipartUpload>}: 1 to 10,000 parts in ascending order. */
public final class CompleteDocument {
    private static final int MAX_PARTS = 10_000;

    private CompleteDocument() {}

    public static List<CompleteMultipartUpload.Part> read(byte[] document) {
        List<XmlElement> elements =
                XmlReader.read(document, "CompleteMultipartUpload").all("Part");
        if (elements.isEmpty() || elements.size() > MAX_PARTS) {
            throw Xml.malformed();
        }
        List<CompleteMultipartUpload.Part> parts =
                elements.stream().map(CompleteDocument::part).toList();
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i - 1).number() >= parts.get(i).number()) {
                throw S3Error.INVALID_PART_ORDER.error();
            }
        }
        return parts;
    }

    private static CompleteMultipartUpload.Part part(XmlElement element) {
        int number = Xml.number(element, "PartNumber").orElseThrow(Xml::malformed);
        if (number < 1 || number > MAX_PARTS) {
            throw S3Error.INVALID_ARGUMENT.because("PartNumber must be >= 1");
        }
        Map<String, String> checksums = new TreeMap<>();
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            Xml.optional(element, algorithm.element()).ifPresent(value -> checksums.put(algorithm.id(), value));
        }
        return new CompleteMultipartUpload.Part(number, Xml.required(element, "ETag"), checksums);
    }
}
