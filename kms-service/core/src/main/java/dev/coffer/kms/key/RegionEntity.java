package dev.coffer.kms.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A region's row: who changes a key holds it until the change is committed. */
@Entity
@Table(schema = "kms", name = "region_state")
class RegionEntity {
    @Id
    @Column(name = "region")
    String region = "";

    @Column(nullable = false)
    long revision;
}
