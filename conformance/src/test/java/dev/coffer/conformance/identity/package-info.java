/** Who asks: accounts, users, roles, policies. */
@NullMarked
package dev.coffer.conformance.identity;

import org.jspecify.annotations.NullMarked;
