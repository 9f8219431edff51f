/** What services share of Kafka: the topics that must be there, deliveries and dead letters. */
@NullMarked
package dev.coffer.platform.kafka;

import org.jspecify.annotations.NullMarked;
