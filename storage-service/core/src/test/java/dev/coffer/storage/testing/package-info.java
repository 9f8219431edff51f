/** What the tests of storage share. */
@NullMarked
package dev.coffer.storage.testing;

import org.jspecify.annotations.NullMarked;
