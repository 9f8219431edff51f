package dev.coffer.kms.api;

import dev.coffer.api.Nothing;

/** Takes a name away; the key stays. */
public record DeleteAlias(String aliasName) implements KmsControlOperation<Nothing> {}
