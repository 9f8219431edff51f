/** KMS keys: states, material, aliases, tags, rotation; the image of them in memory and their rows. */
@NullMarked
package dev.coffer.kms.key;

import org.jspecify.annotations.NullMarked;
