/** How the cost of operations grows with what is stored. */
@NullMarked
package dev.coffer.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
