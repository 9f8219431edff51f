/** The checksums of S3's integrity protocol, and how those of parts make up that of a whole. */
@NullMarked
package dev.coffer.aws.checksum;

import org.jspecify.annotations.NullMarked;
