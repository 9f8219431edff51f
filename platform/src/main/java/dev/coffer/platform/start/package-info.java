/** How a process begins, and what it says when it can't. */
@NullMarked
package dev.coffer.platform.start;

import org.jspecify.annotations.NullMarked;
