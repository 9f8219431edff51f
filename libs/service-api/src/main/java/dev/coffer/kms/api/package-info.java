/** What the KMS service offers. */
@NullMarked
package dev.coffer.kms.api;

import org.jspecify.annotations.NullMarked;
