package dev.coffer.storage.api;

/** The bytes that an answer carries, for {@code Content-Range: bytes first-last/size}. */
public record SentRange(long first, long last, long size) {}
