/**
 * Accounts, users, roles, access keys and their policy sets: from the accounts file and the admin API into PostgreSQL, and
 * from there, cached for at most half a second, to whoever authenticates and authorises.
 */
@NullMarked
package dev.coffer.gateway.identity;

import org.jspecify.annotations.NullMarked;
