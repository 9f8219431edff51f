/** What every line of a log says of the request that it is about. */
@NullMarked
package dev.coffer.platform.logging;

import org.jspecify.annotations.NullMarked;
