/** Names that every AWS service shares: regions, accounts, ARNs. */
@NullMarked
package dev.coffer.aws;

import org.jspecify.annotations.NullMarked;
