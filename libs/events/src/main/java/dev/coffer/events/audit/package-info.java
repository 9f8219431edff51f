/** CloudTrail records. */
@NullMarked
package dev.coffer.events.audit;

import org.jspecify.annotations.NullMarked;
