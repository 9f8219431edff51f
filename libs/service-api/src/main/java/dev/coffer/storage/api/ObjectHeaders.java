package dev.coffer.storage.api;

import java.util.Optional;

/** The content headers that S3 stores with an object and gives back; {@code aws-chunked} is already out of the encoding. */
public record ObjectHeaders(
        Optional<String> contentType,
        Optional<String> cacheControl,
        Optional<String> contentDisposition,
        Optional<String> contentEncoding,
        Optional<String> contentLanguage,
        Optional<String> expires,
        Optional<String> websiteRedirectLocation) {
    /** None of them. */
    public static final ObjectHeaders NONE = new ObjectHeaders(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
