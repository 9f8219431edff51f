package dev.coffer.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Json;

/** One KMS call as the audit trail tells it. */
record KmsRecord(JsonNode json) {

    /** From the text in {@code CloudTrailEvent}. */
    static KmsRecord parse(String text) {
        return new KmsRecord(Json.read(text, "a CloudTrail event"));
    }

    String eventName() {
        return json.path("eventName").asText();
    }

    String requestId() {
        return json.path("requestID").asText();
    }

    /** The ARN in the encryption context: of an object, or of a bucket where a bucket key is involved; else empty. */
    String contextArn() {
        return json.path("requestParameters")
                .path("encryptionContext")
                .path("aws:s3:arn")
                .asText();
    }

    /** Whether the encryption context is about {@code bucket}, or an object in it. */
    boolean concerns(String bucket) {
        String arn = "arn:aws:s3:::" + bucket;
        return contextArn().equals(arn) || contextArn().startsWith(arn + "/");
    }

    /** Whether a session of the role {@code roleArn} made the call. */
    boolean byRole(String roleArn) {
        return json.path("userIdentity")
                .path("sessionContext")
                .path("sessionIssuer")
                .path("arn")
                .asText()
                .equals(roleArn);
    }
}
