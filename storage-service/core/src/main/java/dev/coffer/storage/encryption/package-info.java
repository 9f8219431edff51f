/** Which encryption a new object gets, and the keys to write and read it with. */
@NullMarked
package dev.coffer.storage.encryption;

import org.jspecify.annotations.NullMarked;
