/** The links between regions, which can be slow, lossy or cut. */
@NullMarked
package dev.coffer.replication.link;

import org.jspecify.annotations.NullMarked;
