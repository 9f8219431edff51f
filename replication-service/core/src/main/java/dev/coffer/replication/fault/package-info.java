/** Named places at which tests break the replication service. */
@NullMarked
package dev.coffer.replication.fault;

import org.jspecify.annotations.NullMarked;
