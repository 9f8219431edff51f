/** Multipart uploads: parts that become an object in one transaction, without a byte being moved. */
@NullMarked
package dev.coffer.storage.multipart;

import org.jspecify.annotations.NullMarked;
