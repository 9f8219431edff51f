/** From object events to what replication owes. */
@NullMarked
package dev.coffer.replication.plan;

import org.jspecify.annotations.NullMarked;
