/** Vert.x streams for blocking code: pulling a request, pushing a response. */
@NullMarked
package dev.coffer.platform.stream;

import org.jspecify.annotations.NullMarked;
