/** Request targets as they stand on the wire: percent-encoding and query parameters, byte for byte. */
@NullMarked
package dev.coffer.aws.uri;

import org.jspecify.annotations.NullMarked;
