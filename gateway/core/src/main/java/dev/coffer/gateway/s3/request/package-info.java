/** From a request's headers and parameters to valid values. */
@NullMarked
package dev.coffer.gateway.s3.request;

import org.jspecify.annotations.NullMarked;
