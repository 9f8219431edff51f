/** Named places at which tests break what production carries through. */
@NullMarked
package dev.coffer.storage.fault;

import org.jspecify.annotations.NullMarked;
