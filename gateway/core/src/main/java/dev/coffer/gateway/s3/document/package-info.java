/** S3's XML documents, read and written. */
@NullMarked
package dev.coffer.gateway.s3.document;

import org.jspecify.annotations.NullMarked;
