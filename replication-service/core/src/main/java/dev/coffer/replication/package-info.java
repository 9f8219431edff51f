/** Replication: at least once from the log, once at the destination, in order per key, delayed but never lost. */
@NullMarked
package dev.coffer.replication;

import org.jspecify.annotations.NullMarked;
