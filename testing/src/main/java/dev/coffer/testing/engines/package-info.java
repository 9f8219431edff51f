/** Which real engines tests run on: containers where a Docker engine answers, else the embedded ones. */
@NullMarked
package dev.coffer.testing.engines;

import org.jspecify.annotations.NullMarked;
