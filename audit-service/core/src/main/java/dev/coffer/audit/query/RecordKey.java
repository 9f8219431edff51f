package dev.coffer.audit.query;

import java.io.Serializable;
import java.time.OffsetDateTime;
import java.util.UUID;

/** The key of a {@link RecordRow}. */
record RecordKey(OffsetDateTime eventTime, UUID eventId) implements Serializable {}
