/** What the gateway offers the other services. */
@NullMarked
package dev.coffer.gateway.api;

import org.jspecify.annotations.NullMarked;
