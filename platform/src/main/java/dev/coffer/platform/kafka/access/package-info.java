/** Who may do what in Kafka, and the program that makes Kafka's topics, users and rights accordingly. */
@NullMarked
package dev.coffer.platform.kafka.access;

import org.jspecify.annotations.NullMarked;
