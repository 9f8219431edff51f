/** Object events and audit records, by a Kafka consumer that is not Coffer's. */
@NullMarked
package dev.coffer.conformance.events;

import org.jspecify.annotations.NullMarked;
