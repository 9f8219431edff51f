/** What the audit service offers. */
@NullMarked
package dev.coffer.audit.api;

import org.jspecify.annotations.NullMarked;
