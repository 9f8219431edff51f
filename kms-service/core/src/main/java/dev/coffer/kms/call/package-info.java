/** One call while it is performed: its facts, its limits, its pages. */
@NullMarked
package dev.coffer.kms.call;

import org.jspecify.annotations.NullMarked;
