/** Who calls whom, proven: requester tokens that only the gateway signs, and calls signed between pairs of services. */
@NullMarked
package dev.coffer.platform.trust;

import org.jspecify.annotations.NullMarked;
