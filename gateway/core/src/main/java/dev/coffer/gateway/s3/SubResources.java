package dev.coffer.gateway.s3;

import java.util.Set;

/**
 * Query parameters that ask for something other than the bucket or object itself. A request that has one and matches no
 * line of the operation table is for an operation that is not there; every other parameter is a detail. Source: the
 * request URIs of the AWS service model of S3.
 */
final class SubResources {
    static final Set<String> NAMES = Set.of(
            "abac",
            "accelerate",
            "acl",
            "analytics",
            "attributes",
            "cors",
            "delete",
            "encryption",
            "intelligent-tiering",
            "inventory",
            "legal-hold",
            "lifecycle",
            "location",
            "logging",
            "metadataConfiguration",
            "metadataInventoryTable",
            "metadataJournalTable",
            "metadataTable",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "renameObject",
            "replication",
            "requestPayment",
            "restore",
            "retention",
            "select",
            "session",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versioning",
            "versions",
            "website");

    private SubResources() {}
}
