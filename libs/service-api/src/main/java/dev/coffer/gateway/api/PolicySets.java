package dev.coffer.gateway.api;

import java.util.List;

/** Policy sets by content hash: immutable, so that any service may cache them for ever. */
public interface PolicySets {

    /**
     * @param sha256 lower-case hex, as in {@link dev.coffer.identity.Caller#policySetHash()}
     * @return the identity policy documents, JSON, each as it was put; empty for root (who needs none)
     * @throws dev.coffer.aws.error.AwsException if no such set is known
     */
    List<String> documents(String sha256);
}
