/** The services as processes of their own, with keys, databases and secrets of their own, as containers run them. */
@NullMarked
package dev.coffer.conformance.distributed;

import org.jspecify.annotations.NullMarked;
