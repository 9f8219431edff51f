package dev.coffer.aws.xml;

import dev.coffer.aws.error.AwsException;

/** S3's error document. Source: "REST error responses", Amazon S3 API Reference. */
public final class ErrorDocument {

    private ErrorDocument() {}

    /** Code and message, the error's details (but those that are headers), the two request ids. */
    public static byte[] render(AwsException error, String requestId, String hostId) {
        XmlWriter xml =
                XmlWriter.document("Error").element("Code", error.code()).element("Message", error.text());
        error.details().forEach((name, value) -> {
            if (!isHeader(name)) {
                xml.element(name, value);
            }
        });
        return xml.element("RequestId", requestId).element("HostId", hostId).toBytes();
    }

    /** Whether a detail of an error is a header of its answer, not an element of its document. */
    public static boolean isHeader(String detail) {
        return detail.startsWith("x-amz-");
    }
}
