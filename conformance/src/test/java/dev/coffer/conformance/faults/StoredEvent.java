package dev.coffer.conformance.faults;

/** An object event as the log has it. */
record StoredEvent(String bucket, String key, String versionId, String id) {}
