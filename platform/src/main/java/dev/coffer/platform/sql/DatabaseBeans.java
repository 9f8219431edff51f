package dev.coffer.platform.sql;

import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the process's database available for injection. */
class DatabaseBeans {
    @Produces
    @Singleton
    Database database(Pool pool) {
        return new Database(pool);
    }
}
