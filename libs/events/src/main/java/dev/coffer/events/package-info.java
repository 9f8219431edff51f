/** Topics and the JSON of events. */
@NullMarked
package dev.coffer.events;

import org.jspecify.annotations.NullMarked;
