/** Carrying one version to one destination, and what its failures mean. */
@NullMarked
package dev.coffer.replication.copy;

import org.jspecify.annotations.NullMarked;
