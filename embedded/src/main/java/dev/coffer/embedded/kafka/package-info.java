/** A single-node Kafka (KRaft) in this JVM. */
@NullMarked
package dev.coffer.embedded.kafka;

import org.jspecify.annotations.NullMarked;
