/** Whether a caller may do what it asks. */
@NullMarked
package dev.coffer.storage.authorization;

import org.jspecify.annotations.NullMarked;
