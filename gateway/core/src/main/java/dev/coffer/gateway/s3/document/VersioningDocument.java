package dev.coffer.gateway.s3.document;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.xml.XmlElement;
import dev.coffer.aws.xml.XmlReader;
import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.storage.api.Versioning;

/** {@code <VersioningConfiguration>}. */
public final class VersioningDocument {

    private VersioningDocument() {}

    public static Versioning read(byte[] document) {
        XmlElement root = XmlReader.read(document, "VersioningConfiguration");
        if (Xml.optional(root, "MfaDelete").filter(m -> m.equals("Enabled")).isPresent()) {
            throw S3Error.NOT_IMPLEMENTED.because("MFA delete is not implemented");
        }
        return switch (Xml.optional(root, "Status").orElse("")) {
            case "Enabled" -> Versioning.ENABLED;
            case "Suspended" -> Versioning.SUSPENDED;
            case "" ->
                throw new AwsException(
                        "IllegalVersioningConfigurationException", 400, "The Versioning element must be specified");
            default -> throw Xml.malformed();
        };
    }

    public static byte[] write(Versioning versioning) {
        XmlWriter xml = XmlWriter.s3("VersioningConfiguration");
        return switch (versioning) {
            case OFF -> xml.toBytes();
            case ENABLED -> xml.element("Status", "Enabled").toBytes();
            case SUSPENDED -> xml.element("Status", "Suspended").toBytes();
        };
    }
}
