/** From a signature to a caller. */
@NullMarked
package dev.coffer.gateway.authentication;

import org.jspecify.annotations.NullMarked;
