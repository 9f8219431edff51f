package dev.coffer.kms.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A pending record's row as a change writes it; {@link PendingRecordRows} does everything else with it. */
@Entity
@Table(schema = "kms", name = "pending_record")
public class PendingRecordEntity {
    @Id
    @Column(name = "event_id")
    UUID eventId = new UUID(0, 0);

    @Column(nullable = false)
    String region = "";

    @Column(name = "order_key", nullable = false)
    String orderKey = "";

    @Column(nullable = false)
    String record = "";

    /** The row of a record. */
    public static PendingRecordEntity of(PendingRecord pending) {
        PendingRecordEntity row = new PendingRecordEntity();
        row.eventId = UUID.fromString(pending.record().eventID());
        row.region = pending.record().awsRegion();
        row.orderKey = pending.orderKey();
        row.record = pending.record().toJson();
        return row;
    }
}
