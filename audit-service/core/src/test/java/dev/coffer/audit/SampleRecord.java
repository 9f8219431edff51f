package dev.coffer.audit;

import dev.coffer.events.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** CloudTrail records for tests: a Decrypt by S3 for the role's session {@code nightly}, and variations of it. */
public final class SampleRecord {
    public static final String KEY_ARN = "arn:aws:kms:eu-west-1:111111111111:key/0af9ab4d-1111-2222-3333-444455556666";

    private String eventId = UUID.randomUUID().toString();
    private String eventTime = "2026-11-20T10:00:00Z";
    private String eventName = "Decrypt";
    private String eventSource = "kms.amazonaws.com";
    private String account = "111111111111";
    private String region = "eu-west-1";
    private String contextArn = "arn:aws:s3:::reports/2026/q3.pdf";
    private String accessKeyId = "ASIAEXAMPLE111111111";
    private String sessionName = "nightly";
    private boolean readOnly = true;
    private boolean management = true;
    private Optional<String> errorCode = Optional.empty();
    private List<AuditRecord.Resource> resources =
            List.of(new AuditRecord.Resource(Optional.of("111111111111"), Optional.of("AWS::KMS::Key"), KEY_ARN));

    public SampleRecord id(String id) {
        eventId = id;
        return this;
    }

    public SampleRecord at(Instant time) {
        eventTime = time.toString();
        return this;
    }

    public SampleRecord name(String name) {
        eventName = name;
        return this;
    }

    public SampleRecord source(String source) {
        eventSource = source;
        return this;
    }

    public SampleRecord account(String id) {
        account = id;
        return this;
    }

    public SampleRecord region(String id) {
        region = id;
        return this;
    }

    public SampleRecord context(String arn) {
        contextArn = arn;
        return this;
    }

    public SampleRecord accessKey(String id) {
        accessKeyId = id;
        return this;
    }

    public SampleRecord session(String name) {
        sessionName = name;
        return this;
    }

    public SampleRecord readOnly(boolean value) {
        readOnly = value;
        return this;
    }

    public SampleRecord dataEvent() {
        management = false;
        return this;
    }

    public SampleRecord error(String code) {
        errorCode = Optional.of(code);
        return this;
    }

    public SampleRecord resource(String type, String arn) {
        resources = List.of(new AuditRecord.Resource(Optional.of(account), Optional.of(type), arn));
        return this;
    }

    public AuditRecord build() {
        return new AuditRecord(
                AuditRecord.VERSION,
                Map.of(
                        "type",
                        "AssumedRole",
                        "principalId",
                        "AROAEXAMPLE:" + sessionName,
                        "arn",
                        "arn:aws:sts::" + account + ":assumed-role/reader/" + sessionName,
                        "accountId",
                        account,
                        "accessKeyId",
                        accessKeyId,
                        "sessionContext",
                        Map.of(
                                "sessionIssuer",
                                Map.of("type", "Role", "arn", "arn:aws:iam::" + account + ":role/reader")),
                        "invokedBy",
                        "fas.s3.amazonaws.com"),
                eventTime,
                eventSource,
                eventName,
                region,
                "fas.s3.amazonaws.com",
                "fas.s3.amazonaws.com",
                errorCode,
                errorCode.map(code -> "refused: " + code),
                Map.of("encryptionContext", Map.of("aws:s3:arn", contextArn)),
                null,
                Optional.of(Map.of("s3RequestId", "REQ" + eventId.substring(0, 8))),
                UUID.randomUUID().toString(),
                eventId,
                readOnly,
                resources,
                "AwsApiCall",
                management,
                account,
                Optional.empty(),
                management ? "Management" : "Data",
                Optional.empty());
    }

    public String json() {
        return build().toJson();
    }
}
