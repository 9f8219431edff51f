package dev.coffer.aws.xml;

import dev.coffer.aws.error.S3Error;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a document into a tree. A document type declaration, an entity beyond XML's five, more than {@link #MAX_DEPTH}
 * levels or {@link #MAX_ELEMENTS} elements: {@code MalformedXML}, as anything that is not well-formed. The caller bounds
 * the bytes.
 */
public final class XmlReader {
    /** Deep enough for a replication configuration, thrice. */
    public static final int MAX_DEPTH = 24;
    /** Enough for the 10,000 parts of CompleteMultipartUpload, each with its checksum. */
    public static final int MAX_ELEMENTS = 120_000;

    private static final XMLInputFactory FACTORY = factory();

    private XmlReader() {}

    /**
     * The document's root.
     *
     * @throws dev.coffer.aws.error.AwsException {@code MalformedXML}
     */
    public static XmlElement read(byte[] document) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(document));
            try {
                return tree(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException malformed) {
            throw S3Error.MALFORMED_XML.error();
        }
    }

    /**
     * The document's root, which must be named {@code name}.
     *
     * @throws dev.coffer.aws.error.AwsException {@code MalformedXML}
     */
    public static XmlElement read(byte[] document, String name) {
        XmlElement root = read(document);
        if (!root.name().equals(name)) {
            throw S3Error.MALFORMED_XML.error();
        }
        return root;
    }

    private static XmlElement tree(XMLStreamReader reader) throws XMLStreamException {
        Deque<Open> open = new ArrayDeque<>();
        XmlElement root = null;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
                        throw new XMLStreamException("too large");
                    }
                    open.push(new Open(reader.getLocalName()));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    XmlElement element = open.pop().close();
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.element().children.add(element);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) {
                        open.element().text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("no document type, no entities");
                default -> {} // comments, processing instructions, the end
            }
        }
        if (root == null) {
            throw new XMLStreamException("empty");
        }
        return root;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the document is read");
        });
        return factory;
    }

    private static final class Open {
        final String name;
        final StringBuilder text = new StringBuilder();
        final List<XmlElement> children = new ArrayList<>();

        Open(String name) {
            this.name = name;
        }

        XmlElement close() {
            return new XmlElement(name, text.toString(), children);
        }
    }
}
