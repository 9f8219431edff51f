/** Accounts, users, roles, access keys and their policy sets. */
@NullMarked
package dev.coffer.gateway.identity;

import org.jspecify.annotations.NullMarked;
