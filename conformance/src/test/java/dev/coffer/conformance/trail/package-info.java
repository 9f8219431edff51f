/** The audit trail: LookupEvents and the query of the admin API. */
@NullMarked
package dev.coffer.conformance.trail;

import org.jspecify.annotations.NullMarked;
