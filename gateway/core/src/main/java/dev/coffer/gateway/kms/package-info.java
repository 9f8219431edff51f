/** KMS's JSON protocol. */
@NullMarked
package dev.coffer.gateway.kms;

import org.jspecify.annotations.NullMarked;
