/** What stores on local disks share: syncs, folders, checksums of blocks, and what a fault of the disk means. */
@NullMarked
package dev.coffer.storage.blob.device;

import org.jspecify.annotations.NullMarked;
