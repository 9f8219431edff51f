/** Named places at which tests break KMS. */
@NullMarked
package dev.coffer.kms.fault;

import org.jspecify.annotations.NullMarked;
