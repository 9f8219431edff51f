/** Questions asked of the trail: CloudTrail's LookupEvents, and the admin API's records and counts. */
@NullMarked
package dev.coffer.audit.query;

import org.jspecify.annotations.NullMarked;
