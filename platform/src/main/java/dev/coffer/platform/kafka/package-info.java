/** The topics that must be there. */
@NullMarked
package dev.coffer.platform.kafka;

import org.jspecify.annotations.NullMarked;
