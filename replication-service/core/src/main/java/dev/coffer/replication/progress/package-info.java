/** What replication owes, who works on it, and how far it is. */
@NullMarked
package dev.coffer.replication.progress;

import org.jspecify.annotations.NullMarked;
