/** Events, written with what they tell, sent afterwards in order. */
@NullMarked
package dev.coffer.storage.outbox;

import org.jspecify.annotations.NullMarked;
