/** What is under {@code deploy/kubernetes}, read as Kubernetes reads it; no cluster is needed. */
@NullMarked
package dev.coffer.conformance.deploy;

import org.jspecify.annotations.NullMarked;
