/** The commands. */
@NullMarked
package dev.coffer.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
