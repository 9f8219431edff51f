/** The AWS CLI, untouched. */
@NullMarked
package dev.coffer.conformance.awscli;

import org.jspecify.annotations.NullMarked;
