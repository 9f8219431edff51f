/** PostgreSQL for blocking code on virtual threads, over the reactive client: pipelined, no thread parked in JDBC. */
@NullMarked
package dev.coffer.platform.sql;

import org.jspecify.annotations.NullMarked;
