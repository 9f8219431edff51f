/** Real engines for tests: one PostgreSQL and one Kafka per test JVM, durable as in production. */
@NullMarked
package dev.coffer.testing;

import org.jspecify.annotations.NullMarked;
