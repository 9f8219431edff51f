/** AWS's SDK, pointed at Coffer. */
@NullMarked
package dev.coffer.cli.aws;

import org.jspecify.annotations.NullMarked;
