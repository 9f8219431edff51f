/** Which bucket is whose, and where. */
@NullMarked
package dev.coffer.gateway.directory;

import org.jspecify.annotations.NullMarked;
