/**
 * A deployment hurt on purpose under a mixed load, and an oracle that holds it to every acknowledgement that it gave:
 * nothing lost, doubled or unrecorded.
 */
@NullMarked
package dev.coffer.conformance.faults;

import org.jspecify.annotations.NullMarked;
