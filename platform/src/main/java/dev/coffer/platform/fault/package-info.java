/** Named places, beside the steps that they break, at which tests break what production carries through. */
@NullMarked
package dev.coffer.platform.fault;

import org.jspecify.annotations.NullMarked;
