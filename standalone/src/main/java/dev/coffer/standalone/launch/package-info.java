/** Starts everything in one process, and ends it cleanly. */
@NullMarked
package dev.coffer.standalone.launch;

import org.jspecify.annotations.NullMarked;
