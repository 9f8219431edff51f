/** Grants: who may use a key for what, beside its policy. */
@NullMarked
package dev.coffer.kms.grant;

import org.jspecify.annotations.NullMarked;
