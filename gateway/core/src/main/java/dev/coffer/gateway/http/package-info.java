/** The public port: one catch-all handler, and the protocols behind it. */
@NullMarked
package dev.coffer.gateway.http;

import org.jspecify.annotations.NullMarked;
