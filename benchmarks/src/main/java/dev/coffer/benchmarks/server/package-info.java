/** A standalone of our own on this machine: how soon it is ready, and what memory it takes. */
@NullMarked
package dev.coffer.benchmarks.server;

import org.jspecify.annotations.NullMarked;
