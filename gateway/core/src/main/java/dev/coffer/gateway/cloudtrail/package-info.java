/** CloudTrail's JSON protocol. */
@NullMarked
package dev.coffer.gateway.cloudtrail;

import org.jspecify.annotations.NullMarked;
