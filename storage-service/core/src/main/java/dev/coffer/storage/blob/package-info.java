/** Where the bytes of objects lie. Knows neither objects nor keys. */
@NullMarked
package dev.coffer.storage.blob;

import org.jspecify.annotations.NullMarked;
