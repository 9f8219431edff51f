/** Named places at which tests break the audit service. */
@NullMarked
package dev.coffer.audit.fault;

import org.jspecify.annotations.NullMarked;
