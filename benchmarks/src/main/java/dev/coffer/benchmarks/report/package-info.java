/** What was measured, as tables for people and as JSON. */
@NullMarked
package dev.coffer.benchmarks.report;

import org.jspecify.annotations.NullMarked;
