/** What tests let happen at fault points. */
@NullMarked
package dev.coffer.testing.fault;

import org.jspecify.annotations.NullMarked;
