/** XML as AWS speaks it: small bounded documents in, escaped documents out. */
@NullMarked
package dev.coffer.aws.xml;

import org.jspecify.annotations.NullMarked;
