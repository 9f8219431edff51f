/** How long what follows from a request takes: a replica on the other side, a record in the trail. */
@NullMarked
package dev.coffer.benchmarks.lag;

import org.jspecify.annotations.NullMarked;
