/** The audit trail: CloudTrail records from Kafka into PostgreSQL, exactly once, and the questions asked of them. */
@NullMarked
package dev.coffer.audit;

import org.jspecify.annotations.NullMarked;
