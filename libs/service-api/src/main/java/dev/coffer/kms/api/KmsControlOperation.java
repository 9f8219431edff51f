package dev.coffer.kms.api;

/** The operations that the storage service never needs: keys, aliases, policies, rotation, tags, grants, ReEncrypt. */
public non-sealed interface KmsControlOperation<R> extends KmsOperation<R> {}
