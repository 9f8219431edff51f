/** What AWS services answer when they refuse: codes, statuses, messages. */
@NullMarked
package dev.coffer.aws.error;

import org.jspecify.annotations.NullMarked;
