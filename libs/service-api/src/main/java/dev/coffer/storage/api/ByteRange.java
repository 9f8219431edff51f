package dev.coffer.storage.api;

import java.util.Optional;

/** One range of bytes: {@code first-last}, {@code first-} (no last), or {@code -last} (a suffix of that many bytes, no first). Source: RFC 9110, section 14.1. */
public record ByteRange(Optional<Long> first, Optional<Long> last) {}
