/** What the replication service offers. */
@NullMarked
package dev.coffer.replication.api;

import org.jspecify.annotations.NullMarked;
