package dev.coffer.kms.api;

import dev.coffer.api.Operation;

/**
 * An operation of KMS. Every record below bears the name of the AWS operation and, in camel case, its members, so that
 * the JSON of the wire binds to it without a table. Source: AWS KMS API Reference.
 */
public sealed interface KmsOperation<R> extends Operation<R>
        permits GenerateDataKey, Decrypt, Encrypt, KmsControlOperation {}
