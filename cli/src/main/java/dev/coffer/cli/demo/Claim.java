package dev.coffer.cli.demo;

/** What Coffer claims, each to be checked on a running deployment. */
enum Claim {
    ROUND_TRIP("another requester reads what was written, byte for byte"),
    CALL_PER_OBJECT("without bucket keys: one KMS call per object written or read"),
    ONE_GENERATE_DATA_KEY("with a bucket key: one GenerateDataKey for all that one requester writes"),
    ONE_DECRYPT("with a bucket key: one Decrypt for all that another requester reads"),
    TRAIL_NAMES_BUCKET("the trail names objects without, the bucket with a bucket key"),
    REQUESTER_ISOLATION("whom KMS refuses is refused, whatever is cached for others"),
    WRITING_IS_NOT_READING("kms:GenerateDataKey alone lets write, and not read"),
    KMS_THROTTLES("KMS over its quota throttles"),
    S3_SLOWS_DOWN("S3 tells clients to slow down when KMS throttles it"),
    REPLICAS_KEEP_ENCRYPTION("replicas keep SSE-KMS and the bucket-key flag, by the rule's key"),
    PLAINTEXT_BECOMES_ENCRYPTED("a plaintext object is encrypted at an encrypted destination, its ETag differs"),
    METER_AGREES("the cost meter counts what the trail shows");

    private final String text;

    Claim(String text) {
        this.text = text;
    }

    /** For people. */
    String text() {
        return text;
    }

    /** For scripts: {@code one-decrypt}. */
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
