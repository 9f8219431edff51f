package dev.coffer.platform.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Makes the pool of connections that notice when the other end is gone. A database that comes back under another address
 * (a failover, a pod that moved, a network that was cut) never answers on the old connections, nor refuses them; left to
 * TCP's own patience, a quarter of an hour for what was sent and two hours for what is waited for, a full pool of such
 * connections is a service that is down. Bytes that nobody acknowledges therefore end a connection within
 * {@value #UNACKNOWLEDGED_MS} ms. PostgreSQL is asked for the same, so that the locks of a service that is gone are freed.
 * Source: RFC 5482; "Connections and Authentication: TCP Settings", PostgreSQL.
 */
@Singleton
class LiveConnections implements PgPoolCreator {
    static final int UNACKNOWLEDGED_MS = 10_000;

    /** Settings of a session, which PostgreSQL takes from whoever connects. */
    private static final Map<String, String> SERVER_SIDE = Map.of(
            "tcp_keepalives_idle", "10",
            "tcp_keepalives_interval", "3",
            "tcp_keepalives_count", "3",
            "tcp_user_timeout", Integer.toString(UNACKNOWLEDGED_MS));

    @Override
    public Pool create(Input input) {
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(input.pgConnectOptionsList().stream()
                        .<SqlConnectOptions>map(LiveConnections::watched)
                        .toList())
                .using(input.vertx())
                .build();
    }

    /** The user timeout works with the native transport alone; the JDK's has none. */
    private static PgConnectOptions watched(PgConnectOptions options) {
        SERVER_SIDE.forEach(options::addProperty);
        options.setTcpUserTimeout(UNACKNOWLEDGED_MS);
        options.setTcpKeepAlive(true);
        return options;
    }
}
