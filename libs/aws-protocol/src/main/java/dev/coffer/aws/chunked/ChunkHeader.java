package dev.coffer.aws.chunked;

import dev.coffer.aws.error.S3Error;

/** {@code hex-size[;chunk-signature=64 hex digits]}. */
record ChunkHeader(long size, String signature) {
    private static final String EXTENSION = "chunk-signature=";
    /** Digits of the largest size that is read; the decoded length bounds it further. */
    private static final int MAX_SIZE_DIGITS = 12;

    static ChunkHeader parse(String line) {
        int semicolon = line.indexOf(';');
        String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        if (size.isEmpty() || size.length() > MAX_SIZE_DIGITS) {
            throw malformed();
        }
        long bytes = 0;
        for (int i = 0; i < size.length(); i++) {
            int digit = Character.digit(size.charAt(i), 16);
            if (digit < 0) {
                throw malformed();
            }
            bytes = bytes << 4 | digit;
        }
        String rest = semicolon < 0 ? "" : line.substring(semicolon + 1).strip();
        return new ChunkHeader(bytes, rest.startsWith(EXTENSION) ? rest.substring(EXTENSION.length()) : "");
    }

    static dev.coffer.aws.error.AwsException malformed() {
        return S3Error.INCOMPLETE_BODY.because("The request body is not well-formed aws-chunked content");
    }
}
