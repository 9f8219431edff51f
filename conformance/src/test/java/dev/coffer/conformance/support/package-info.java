/** What the suite stands on: a running deployment, its clients, and ways to ask for what no SDK would send. */
@NullMarked
package dev.coffer.conformance.support;

import org.jspecify.annotations.NullMarked;
