/** From the audit topics into the trail. */
@NullMarked
package dev.coffer.audit.ingest;

import org.jspecify.annotations.NullMarked;
