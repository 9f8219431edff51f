/** {@code explain}: the envelope chain of one object. */
@NullMarked
package dev.coffer.cli.explain;

import org.jspecify.annotations.NullMarked;
