/** Real engines inside or beside one JVM, for the standalone shape and for tests: PostgreSQL and Kafka. */
@NullMarked
package dev.coffer.embedded;

import org.jspecify.annotations.NullMarked;
