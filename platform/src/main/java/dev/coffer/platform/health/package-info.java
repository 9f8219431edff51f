/** A container's question to the service in it. */
@NullMarked
package dev.coffer.platform.health;

import org.jspecify.annotations.NullMarked;
