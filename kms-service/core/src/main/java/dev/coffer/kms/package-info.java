/** The KMS service: keys, cryptography, authorisation, quotas, audit records and the cost meter of every region served. */
@NullMarked
package dev.coffer.kms;

import org.jspecify.annotations.NullMarked;
