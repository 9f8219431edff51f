/** The clock of lifetimes, which simulations may move. */
@NullMarked
package dev.coffer.platform.time;

import org.jspecify.annotations.NullMarked;
