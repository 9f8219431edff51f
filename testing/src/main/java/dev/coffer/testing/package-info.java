/** Real engines for tests: PostgreSQL and Kafka inside the test's JVM, durable as in production. */
@NullMarked
package dev.coffer.testing;

import org.jspecify.annotations.NullMarked;
