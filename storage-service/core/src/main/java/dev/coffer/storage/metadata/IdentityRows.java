package dev.coffer.storage.metadata;

import dev.coffer.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Tells this database from any other one. All instances on it have the same, also after it was dumped and restored. */
@ApplicationScoped
public class IdentityRows {
    private final Database database;

    IdentityRows(Database database) {
        this.database = database;
    }

    /** Drawn when the schema was made. */
    public UUID id() {
        return database.statements()
                .first("select id from storage.identity", row -> row.getUUID(0))
                .orElseThrow(() -> new IllegalStateException("storage.identity is empty"));
    }
}
