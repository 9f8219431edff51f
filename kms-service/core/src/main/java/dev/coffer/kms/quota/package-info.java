/** Request quotas per account, region and operation. */
@NullMarked
package dev.coffer.kms.quota;

import org.jspecify.annotations.NullMarked;
