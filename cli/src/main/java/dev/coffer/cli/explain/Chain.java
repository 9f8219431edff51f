package dev.coffer.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Json;
import dev.coffer.cli.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The envelope chain as lines: each key below what it protects. */
final class Chain {
    private final List<String> lines = new ArrayList<>();
    private final JsonNode facts;
    private int depth;

    private Chain(JsonNode facts) {
        this.facts = facts;
    }

    /** From the answer of the admin API. */
    static List<String> lines(ObjectUri object, JsonNode facts) {
        Chain chain = new Chain(facts);
        chain.lines.add("s3://%s/%s".formatted(object.bucket(), object.key()));
        chain.lines.add("version %s, %s bytes, ETag %s"
                .formatted(chain.text("versionId"), chain.number("size"), chain.text("etag")));
        chain.content();
        return chain.lines;
    }

    private void content() {
        String type = facts.path("encryption").path("type").asText("none");
        if (facts.path("encryption").path("type").isNull() || type.equals("none")) {
            level("plaintext: no key, no call, readable by whoever holds the disk");
            return;
        }
        level("%s frames of %s bytes, %s, format %s"
                .formatted(number("frames"), number("frameBytes"), text("algorithm"), text("formatVersion")));
        boolean kms = type.startsWith("aws:kms");
        String bucketKey = facts.path("bucketKeyId").asText("");
        if (!kms) {
            level("a data key of this version alone, %s bytes wrapped".formatted(number("wrappedDataKeyBytes")));
            level("%s: a root key of the storage service; KMS is never asked".formatted(type));
        } else if (bucketKey.isEmpty() || bucketKey.equals("null")) {
            level("a data key of this version alone, %s bytes of KMS ciphertext"
                    .formatted(number("kmsCiphertextBytes")));
            kmsKey();
        } else {
            level("a data key of this version alone, %s bytes wrapped".formatted(number("wrappedDataKeyBytes")));
            level("bucket key %s, %s bytes of KMS ciphertext".formatted(bucketKey, number("kmsCiphertextBytes")));
            kmsKey();
        }
    }

    private void kmsKey() {
        level("KMS key " + facts.path("encryption").path("kmsKeyArn").asText());
        lines.add("   ".repeat(depth) + "encryption context "
                + Json.write(facts.path("encryptionContext")).replaceAll("\\s*\\R\\s*", " "));
    }

    private void level(String text) {
        lines.add("   ".repeat(depth) + "└─ " + text);
        depth++;
    }

    private String text(String name) {
        return facts.path(name).asText();
    }

    private String number(String name) {
        return TextTable.number(facts.path(name).asLong());
    }
}
