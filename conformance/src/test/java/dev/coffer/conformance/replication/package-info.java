/** Replication between buckets and regions. */
@NullMarked
package dev.coffer.conformance.replication;

import org.jspecify.annotations.NullMarked;
