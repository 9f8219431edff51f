/** CloudTrail records of KMS calls, and the log that takes them before a call is answered. */
@NullMarked
package dev.coffer.kms.audit;

import org.jspecify.annotations.NullMarked;
