/** Outcomes of replication. */
@NullMarked
package dev.coffer.events.replication;

import org.jspecify.annotations.NullMarked;
