package dev.coffer.platform.logging;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Lets everything pass, and writes the request's id into the record's diagnostic context. A log handler asks it on the
 * thread that logs, and only for what is written: a request that logs nothing pays nothing.
 */
@LoggingFilter(name = RequestIdFilter.NAME)
public final class RequestIdFilter implements Filter {
    /** As configurations name it. */
    public static final String NAME = "request-id";
    /** The entry of the diagnostic context. */
    static final String KEY = "requestId";

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord extended) {
            RequestScope.requestId().ifPresent(id -> extended.putMdc(KEY, id));
        }
        return true;
    }
}
