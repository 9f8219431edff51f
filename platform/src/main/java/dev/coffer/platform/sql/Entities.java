package dev.coffer.platform.sql;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The blocking entry into Hibernate Reactive. Call it from virtual or worker threads. For configuration and identities,
 * whose rates are human; hot paths use {@link Database}.
 */
@ApplicationScoped
public class Entities {
    private final Mutiny.SessionFactory sessions;

    Entities(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Runs {@code work} in one transaction: committed when its Uni succeeds, rolled back when it fails. */
    public <T> T inTransaction(Function<Mutiny.Session, Uni<T>> work) {
        return await(() -> sessions.withTransaction(work));
    }

    /** Runs {@code work} in a session without a transaction: for reading. */
    public <T> T inSession(Function<Mutiny.Session, Uni<T>> work) {
        return await(() -> sessions.withSession(work));
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw DatabaseException.of(e);
        }
    }
}
