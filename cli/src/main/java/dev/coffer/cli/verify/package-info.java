/** {@code verify-replication}: compares a bucket with its replicas, version by version. */
@NullMarked
package dev.coffer.cli.verify;

import org.jspecify.annotations.NullMarked;
