package dev.coffer.conformance.faults;

/** An answered call of KMS: the log must have exactly one record of it. */
record KmsCall(String region, String eventName, String requestId) {}
