/** Key policies and the decision who may do what. */
@NullMarked
package dev.coffer.kms.policy;

import org.jspecify.annotations.NullMarked;
