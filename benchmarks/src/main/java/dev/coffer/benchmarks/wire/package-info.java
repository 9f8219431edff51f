/** A client of HTTP/1.1 and Signature Version 4 that costs little: what is measured is the server, on the same cores. */
@NullMarked
package dev.coffer.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
