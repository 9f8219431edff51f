package dev.coffer.gateway.s3.document;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.xml.XmlElement;
import dev.coffer.aws.xml.XmlReader;
import dev.coffer.aws.xml.XmlWriter;
import java.util.Map;
import java.util.Optional;

/** {@code <CreateBucketConfiguration>} and {@code <LocationConstraint>}. */
public final class LocationDocument {
    /**
     * What CreateBucket's document asks.
     *
     * @param location as written; none: the region of the endpoint
     */
    public record Configuration(Optional<String> location, Map<String, String> tags) {}

    private LocationDocument() {}

    /** @param document may be empty */
    public static Configuration read(byte[] document) {
        if (document.length == 0) {
            return new Configuration(Optional.empty(), Map.of());
        }
        XmlElement root = XmlReader.read(document, "CreateBucketConfiguration");
        if (root.child("Location").isPresent() || root.child("Bucket").isPresent()) {
            throw S3Error.NOT_IMPLEMENTED.because("Directory buckets are not implemented");
        }
        Map<String, String> tags = root.child("Tags")
                .map(t -> TaggingDocument.checked(TaggingDocument.tags(t), TaggingDocument.MAX_BUCKET_TAGS))
                .orElse(Map.of());
        return new Configuration(Xml.optional(root, "LocationConstraint"), tags);
    }

    /** {@code GetBucketLocation}'s answer: us-east-1 is told by silence. */
    public static byte[] write(Region region) {
        if (region.equals(Region.US_EAST_1)) {
            return XmlWriter.s3("LocationConstraint").toBytes();
        }
        return XmlWriter.s3("LocationConstraint").text(region.id()).toBytes();
    }
}
