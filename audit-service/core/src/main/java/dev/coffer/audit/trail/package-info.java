/** The trail as it is stored. */
@NullMarked
package dev.coffer.audit.trail;

import org.jspecify.annotations.NullMarked;
