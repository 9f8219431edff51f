/** Object events: what happened to an object, as S3 tells it, carried as CloudEvents 1.0. */
@NullMarked
package dev.coffer.events.s3;

import org.jspecify.annotations.NullMarked;
