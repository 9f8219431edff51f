/** The choice of engines, with and without Docker. */
@NullMarked
package dev.coffer.testing.engines;

import org.jspecify.annotations.NullMarked;
