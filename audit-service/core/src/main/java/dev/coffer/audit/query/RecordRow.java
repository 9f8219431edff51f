package dev.coffer.audit.query;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the trail, for reading only; rows are written by {@link dev.coffer.audit.trail.TrailRecords}. */
@Entity(name = "Record")
@Immutable
@IdClass(RecordKey.class)
@Table(schema = "audit", name = "record")
class RecordRow {
    @Id
    @Column(name = "event_time")
    OffsetDateTime eventTime = OffsetDateTime.MIN;

    @Id
    @Column(name = "event_id")
    UUID eventId = new UUID(0, 0);

    @Column(name = "account_id")
    String accountId = "";

    String region = "";

    @Column(name = "event_source")
    String eventSource = "";

    @Column(name = "event_name")
    String eventName = "";

    @Column(name = "read_only")
    boolean readOnly;

    boolean management;

    @Nullable
    String username;

    @Column(name = "access_key_id")
    @Nullable
    String accessKeyId;

    @Nullable
    String principal;

    @Column(name = "kms_key_arn")
    @Nullable
    String kmsKeyArn;

    @Column(name = "context_arn")
    @Nullable
    String contextArn;

    @Nullable
    String bucket;

    @Column(name = "error_code")
    @Nullable
    String errorCode;

    @Column(name = "s3_request_id")
    @Nullable
    String s3RequestId;

    @Column(name = "record")
    String json = "";

    RecordRow() {}
}
