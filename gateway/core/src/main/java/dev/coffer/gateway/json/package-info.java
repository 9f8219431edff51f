/** What AWS's JSON 1.1 protocols share: targets, errors, and records on the wire. */
@NullMarked
package dev.coffer.gateway.json;

import org.jspecify.annotations.NullMarked;
