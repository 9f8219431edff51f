package dev.coffer.aws.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes a document. Text is escaped so that every reader gets back what was put in: markup characters, carriage returns
 * (which parsers would turn into newlines), and control characters, which XML 1.0 does not have and S3 writes as
 * character references all the same; clients that want to be safe from them ask for {@code encoding-type=url}.
 */
public final class XmlWriter {
    /** The namespace of S3's documents. */
    public static final String S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private final StringBuilder out = new StringBuilder(512).append(DECLARATION);
    private final Deque<String> open = new ArrayDeque<>();

    private XmlWriter() {}

    /** A document with this root, without a namespace. */
    public static XmlWriter document(String root) {
        return new XmlWriter().open(root);
    }

    /** A document with this root in S3's namespace. */
    public static XmlWriter s3(String root) {
        return document(root, S3_NAMESPACE);
    }

    /** A document with this root in {@code namespace}. */
    public static XmlWriter document(String root, String namespace) {
        XmlWriter writer = new XmlWriter();
        writer.out.append('<').append(root).append(" xmlns=\"");
        writer.escape(namespace);
        writer.out.append("\">");
        writer.open.push(root);
        return writer;
    }

    /** Begins an element; {@link #close()} ends it. */
    public XmlWriter open(String name) {
        out.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    /** Begins an element with one attribute and its namespace prefix declared, as in {@code <Grantee xsi:type>}. */
    public XmlWriter openTyped(String name, String xsiType) {
        out.append('<').append(name).append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"");
        escape(xsiType);
        out.append("\">");
        open.push(name);
        return this;
    }

    /** Ends the innermost open element. */
    public XmlWriter close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element holding what {@code content} writes. */
    public XmlWriter nested(String name, Consumer<XmlWriter> content) {
        open(name);
        content.accept(this);
        return close();
    }

    /** An element holding text. */
    public XmlWriter element(String name, String text) {
        if (text.isEmpty()) {
            out.append('<').append(name).append("/>");
            return this;
        }
        out.append('<').append(name).append('>');
        escape(text);
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element holding a number. */
    public XmlWriter element(String name, long number) {
        return element(name, Long.toString(number));
    }

    /** An element holding {@code true} or {@code false}. */
    public XmlWriter element(String name, boolean flag) {
        return element(name, Boolean.toString(flag));
    }

    /** Text directly in the innermost open element. */
    public XmlWriter text(String text) {
        escape(text);
        return this;
    }

    /** An element where there is a value. */
    public XmlWriter element(String name, Optional<String> text) {
        text.ifPresent(t -> element(name, t));
        return this;
    }

    /** The document, with every open element ended. */
    public byte[] toBytes() {
        while (!open.isEmpty()) {
            close();
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\t', '\n' -> out.append(c);
                default -> {
                    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF) {
                        out.append("&#x").append(Integer.toHexString(c)).append(';');
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
