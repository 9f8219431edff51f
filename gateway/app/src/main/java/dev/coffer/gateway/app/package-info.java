/** The gateway as a process of its own: its inner port, and the peers that it calls. */
@NullMarked
package dev.coffer.gateway.app;

import org.jspecify.annotations.NullMarked;
