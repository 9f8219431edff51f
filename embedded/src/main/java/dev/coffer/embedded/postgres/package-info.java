/** A PostgreSQL server as a child process, with its files in a folder of ours. */
@NullMarked
package dev.coffer.embedded.postgres;

import org.jspecify.annotations.NullMarked;
