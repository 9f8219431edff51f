/** STS's query protocol. */
@NullMarked
package dev.coffer.gateway.sts;

import org.jspecify.annotations.NullMarked;
