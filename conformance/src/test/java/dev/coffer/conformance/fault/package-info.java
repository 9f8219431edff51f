/** What holds when processes die. */
@NullMarked
package dev.coffer.conformance.fault;

import org.jspecify.annotations.NullMarked;
