package dev.coffer.gateway.s3.document;

import dev.coffer.aws.xml.XmlElement;
import dev.coffer.aws.xml.XmlReader;
import dev.coffer.storage.api.DeleteObjects;
import java.util.List;

/**
 * {@code <Delete>}: up to 1,000 objects.
 *
 * @param quiet whether the answer tells of failures only
 */
public record DeleteDocument(List<DeleteObjects.Target> targets, boolean quiet) {
    private static final int MAX_OBJECTS = 1000;

    /** Copies the list. */
    public DeleteDocument {
        targets = List.copyOf(targets);
    }

    public static DeleteDocument read(byte[] document) {
        XmlElement root = XmlReader.read(document, "Delete");
        List<XmlElement> objects = root.all("Object");
        if (objects.isEmpty() || objects.size() > MAX_OBJECTS) {
            throw Xml.malformed();
        }
        List<DeleteObjects.Target> targets = objects.stream()
                .map(object -> new DeleteObjects.Target(
                        object.text("Key").filter(k -> !k.isEmpty()).orElseThrow(Xml::malformed),
                        Xml.optional(object, "VersionId"),
                        Xml.optional(object, "ETag")))
                .toList();
        return new DeleteDocument(targets, Xml.flag(root, "Quiet").orElse(false));
    }
}
