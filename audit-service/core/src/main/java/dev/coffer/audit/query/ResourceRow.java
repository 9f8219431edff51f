package dev.coffer.audit.query;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A resource that a record is found by: kind {@code N}, its name, or {@code T}, its type. For reading only. */
@Entity(name = "Resource")
@Immutable
@IdClass(ResourceRow.Key.class)
@Table(schema = "audit", name = "resource")
class ResourceRow {
    @Id
    @Column(name = "account_id")
    String accountId = "";

    @Id
    String region = "";

    @Id
    @Column(columnDefinition = "char(1)")
    String kind = "";

    @Id
    String value = "";

    @Id
    @Column(name = "event_time")
    OffsetDateTime eventTime = OffsetDateTime.MIN;

    @Id
    @Column(name = "event_id")
    UUID eventId = new UUID(0, 0);

    ResourceRow() {}

    /** The whole row. */
    record Key(String accountId, String region, String kind, String value, OffsetDateTime eventTime, UUID eventId)
            implements Serializable {}
}
