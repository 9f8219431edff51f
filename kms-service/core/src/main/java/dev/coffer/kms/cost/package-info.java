/** The cost meter: a fold of the audit records into hourly sums. */
@NullMarked
package dev.coffer.kms.cost;

import org.jspecify.annotations.NullMarked;
