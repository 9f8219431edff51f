package dev.coffer.cli.demo;

/** The three ways in which every file goes in. */
enum Variant {
    PLAINTEXT("plain", "plaintext"),
    STANDARD("kms", "standard SSE-KMS"),
    BUCKET_KEYS("bk", "SSE-KMS with bucket keys");

    private final String suffix;
    private final String label;

    Variant(String suffix, String label) {
        this.suffix = suffix;
        this.label = label;
    }

    /** The end of its buckets' names. */
    String suffix() {
        return suffix;
    }

    /** For people. */
    String label() {
        return label;
    }
}
