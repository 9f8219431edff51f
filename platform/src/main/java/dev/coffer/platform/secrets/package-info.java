/** Secrets in files of the data folder. */
@NullMarked
package dev.coffer.platform.secrets;

import org.jspecify.annotations.NullMarked;
