package dev.coffer.kms.api;

/** A tag of a key. */
public record Tag(String tagKey, String tagValue) {}
