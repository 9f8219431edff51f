package dev.coffer.audit.query;

import java.util.Arrays;
import java.util.Optional;

/** What records can be counted by. */
enum GroupColumn {
    EVENT_NAME("eventName", "r.eventName"),
    KMS_KEY_ARN("kmsKeyArn", "coalesce(r.kmsKeyArn, '')"),
    CONTEXT_ARN("contextArn", "coalesce(r.contextArn, '')"),
    PRINCIPAL("principal", "coalesce(r.principal, '')"),
    REGION("region", "r.region"),
    ERROR_CODE("errorCode", "coalesce(r.errorCode, '')"),
    BUCKET("bucket", "coalesce(r.bucket, '')"),
    HOUR("hour", "to_char(r.eventTime, 'YYYY-MM-DD\"T\"HH24:00:00\"Z\"')");

    private final String wireName;
    private final String expression;

    GroupColumn(String wireName, String expression) {
        this.wireName = wireName;
        this.expression = expression;
    }

    static Optional<GroupColumn> of(String wireName) {
        return Arrays.stream(values()).filter(c -> c.wireName.equals(wireName)).findFirst();
    }

    /** As in {@code groupBy}. */
    String wireName() {
        return wireName;
    }

    /** HQL over a record {@code r}; never null, the empty string where the record has no value. */
    String expression() {
        return expression;
    }
}
