package dev.coffer.gateway.s3.document;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.xml.XmlElement;
import dev.coffer.aws.xml.XmlReader;
import dev.coffer.aws.xml.XmlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code <Tagging>}. Source: "Categorizing your objects using tags" and "Using cost allocation S3 bucket tags". */
public final class TaggingDocument {
    public static final int MAX_OBJECT_TAGS = 10;
    public static final int MAX_BUCKET_TAGS = 50;

    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private TaggingDocument() {}

    public static Map<String, String> read(byte[] document, int maxTags) {
        XmlElement tagSet = XmlReader.read(document, "Tagging").child("TagSet").orElseThrow(Xml::malformed);
        return checked(tags(tagSet), maxTags);
    }

    public static byte[] write(Map<String, String> tags) {
        return XmlWriter.s3("Tagging")
                .nested(
                        "TagSet",
                        set -> new TreeMap<>(tags)
                                .forEach((key, value) -> set.nested(
                                        "Tag", tag -> tag.element("Key", key).element("Value", value))))
                .toBytes();
    }

    /** The {@code Tag} children of an element. */
    static Map<String, String> tags(XmlElement parent) {
        List<XmlElement> elements = parent.all("Tag");
        Map<String, String> tags = new LinkedHashMap<>();
        for (XmlElement tag : elements) {
            String key = tag.text("Key").orElseThrow(Xml::malformed);
            if (tags.put(key, tag.text("Value").orElseThrow(Xml::malformed)) != null) {
                throw invalid("Cannot provide multiple Tags with the same key", key);
            }
        }
        return tags;
    }

    /**
     * The same tags.
     *
     * @throws AwsException {@code BadRequest} or {@code InvalidTag} for too many, too long or reserved ones
     */
    public static Map<String, String> checked(Map<String, String> tags, int maxTags) {
        if (tags.size() > maxTags) {
            throw new AwsException(
                    "BadRequest",
                    400,
                    maxTags == MAX_OBJECT_TAGS
                            ? "Object tags cannot be greater than 10"
                            : "Tag count cannot be greater than " + maxTags);
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.codePointCount(0, key.length()) > MAX_KEY) {
                throw invalid("The TagKey you have provided is invalid", key);
            }
            if (value.codePointCount(0, value.length()) > MAX_VALUE) {
                throw invalid("The TagValue you have provided is invalid", key);
            }
            if (key.startsWith("aws:")) {
                throw invalid("System tags cannot be added/updated by requester", key);
            }
        });
        return tags;
    }

    private static AwsException invalid(String message, String key) {
        return new AwsException(
                S3Error.INVALID_TAG.code(), S3Error.INVALID_TAG.status(), message, Map.of("TagKey", key));
    }
}
