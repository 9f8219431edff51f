package dev.coffer.gateway.s3.document;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.xml.XmlElement;
import java.util.Optional;

/** Reads values out of elements; what has not the form of the schema is {@code MalformedXML}. */
final class Xml {

    private Xml() {}

    static AwsException malformed() {
        return S3Error.MALFORMED_XML.error();
    }

    static String required(XmlElement element, String child) {
        return element.text(child).map(String::strip).filter(t -> !t.isEmpty()).orElseThrow(Xml::malformed);
    }

    static Optional<String> optional(XmlElement element, String child) {
        return element.text(child).map(String::strip).filter(t -> !t.isEmpty());
    }

    static Optional<Boolean> flag(XmlElement element, String child) {
        return optional(element, child).map(text -> switch (text) {
            case "true", "TRUE" -> true;
            case "false", "FALSE" -> false;
            default -> throw malformed();
        });
    }

    static Optional<Integer> number(XmlElement element, String child) {
        return optional(element, child).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw malformed();
            }
        });
    }

    /** {@code Enabled} or {@code Disabled} in the child's {@code Status}. */
    static Optional<Boolean> status(XmlElement element, String child) {
        return element.child(child).map(c -> enabled(required(c, "Status")));
    }

    static boolean enabled(String status) {
        return switch (status) {
            case "Enabled" -> true;
            case "Disabled" -> false;
            default -> throw malformed();
        };
    }
}
