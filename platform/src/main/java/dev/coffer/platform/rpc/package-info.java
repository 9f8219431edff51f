/** The services' interfaces over HTTP: the same operation records, answers and bodies as in one process. */
@NullMarked
package dev.coffer.platform.rpc;

import org.jspecify.annotations.NullMarked;
