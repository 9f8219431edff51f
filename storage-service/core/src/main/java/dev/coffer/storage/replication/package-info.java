/** Replication as the storage service knows it: rules, states, and the two ends of a copy. */
@NullMarked
package dev.coffer.storage.replication;

import org.jspecify.annotations.NullMarked;
