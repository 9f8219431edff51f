package dev.coffer.gateway.app;

import java.net.URI;

/**
 * One service that the gateway routes to.
 *
 * @param name as an audience: {@code kms.eu-west-1}
 * @param readiness where it says whether it is ready
 */
record Part(String name, URI readiness) {}
