package dev.coffer.platform.logging;

import dev.coffer.platform.trace.Traces;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Lets everything pass, and writes the request's id, and its trace's where it is sampled, into the record's diagnostic
 * context. A log handler asks it on the thread that logs, and only for what is written: a request that logs nothing pays
 * nothing.
 */
@LoggingFilter(name = RequestIdFilter.NAME)
public final class RequestIdFilter implements Filter {
    /** As configurations name it. */
    public static final String NAME = "request-id";
    /** The entries of the diagnostic context. */
    static final String KEY = "requestId";

    static final String TRACE = "traceId";

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord extended) {
            RequestScope.requestId().ifPresent(id -> extended.putMdc(KEY, id));
            Traces.current().traceId().ifPresent(id -> extended.putMdc(TRACE, id));
        }
        return true;
    }
}
