package dev.coffer.platform.trace;

import io.opentelemetry.api.trace.SpanKind;

/** The spans that there are, under the names that {@code docs/traces.md} lists: a closed set. */
public enum SpanName {
    /** A client's request, at the gateway. Renamed to its protocol and operation as soon as they are known. */
    REQUEST("request", SpanKind.SERVER),
    /** An operation of storage, without the time that an answer's bytes take. */
    STORAGE("storage", SpanKind.SERVER),
    /** Getting a bucket key, from memory or by a call of KMS. */
    BUCKET_KEY("bucket key", SpanKind.INTERNAL),
    /** Waiting for the transaction, shared with others, that makes a change durable. */
    COMMIT("storage commit", SpanKind.INTERNAL),
    /** A call of KMS, seen by storage. */
    KMS_CALL("call kms", SpanKind.CLIENT),
    /** An operation of KMS. */
    KMS("kms", SpanKind.SERVER),
    /** Appending the audit records of a call, until the log has them. */
    AUDIT_APPEND("audit append", SpanKind.PRODUCER),
    /** Storing an audit record in the trail, with the batch that it came in. */
    AUDIT_INGEST("audit ingest", SpanKind.CONSUMER),
    /** Sending an object event from the outbox, until the log has it. */
    RELAY("event relay", SpanKind.PRODUCER),
    /** Making an object event's tasks, with the batch that it came in. */
    INTAKE("replication intake", SpanKind.CONSUMER),
    /** One attempt to replicate a version to one destination. */
    REPLICATE("replicate", SpanKind.INTERNAL);

    private final String text;
    private final SpanKind kind;

    SpanName(String text, SpanKind kind) {
        this.text = text;
        this.kind = kind;
    }

    /** As traces show it; an operation may follow. */
    public String text() {
        return text;
    }

    SpanKind kind() {
        return kind;
    }
}
