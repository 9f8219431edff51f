package dev.coffer.kms.api;

/**
 * Operations of Coffer's own on KMS: quotas and the cost meter. They are not on KMS's public wire, leave no audit record
 * and count against no quota; the gateway has authorised them.
 */
public sealed interface KmsAdministration<R> extends KmsControlOperation<R> permits GetQuotas, PutQuota, Usage {}
