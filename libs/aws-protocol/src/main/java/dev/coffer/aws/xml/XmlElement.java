package dev.coffer.aws.xml;

import java.util.List;
import java.util.Optional;

/**
 * An element of a document that was read: namespaces and attributes are left out.
 *
 * @param name the local name
 * @param text the character data directly in it, as it stands there; empty if there is none
 * @param children in document order
 */
public record XmlElement(String name, String text, List<XmlElement> children) {
    /** Copies the list. */
    public XmlElement {
        children = List.copyOf(children);
    }

    /** The first child with this name. */
    public Optional<XmlElement> child(String childName) {
        for (XmlElement child : children) {
            if (child.name.equals(childName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** All children with this name. */
    public List<XmlElement> all(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    /** The text of the first child with this name. */
    public Optional<String> text(String childName) {
        return child(childName).map(XmlElement::text);
    }
}
