package dev.coffer.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.cli.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {
    private static final ObjectUri OBJECT = new ObjectUri("b", "k");

    private static String lines(String encryption, String bucketKey) {
        String json = """
                {"versionId": "v1", "size": 70000, "etag": "\\"e\\"", "encryption": %s,
                 "encryptionContext": {"aws:s3:arn": "arn:aws:s3:::b"}, "algorithm": "AES-256-GCM", "formatVersion": 1,
                 "frameBytes": 65536, "frames": 2, "bucketKeyId": %s, "kmsCiphertextBytes": 184,
                 "wrappedDataKeyBytes": 60}""".formatted(encryption, bucketKey);
        return String.join("\n", Chain.lines(OBJECT, Json.read(json, "facts")));
    }

    @Test
    void a_bucket_key_stands_between_data_key_and_kms_key() {
        assertThat(lines("{\"type\": \"aws:kms\", \"kmsKeyArn\": \"arn:key\", \"bucketKeyEnabled\": true}", "\"bk1\""))
                .isEqualTo("""
                        s3://b/k
                        version v1, 70,000 bytes, ETag "e"
                        └─ 2 frames of 65,536 bytes, AES-256-GCM, format 1
                           └─ a data key of this version alone, 60 bytes wrapped
                              └─ bucket key bk1, 184 bytes of KMS ciphertext
                                 └─ KMS key arn:key
                                    encryption context { "aws:s3:arn" : "arn:aws:s3:::b" }""");
    }

    @Test
    void without_one_the_data_key_is_kms_ciphertext_itself() {
        assertThat(lines("{\"type\": \"aws:kms\", \"kmsKeyArn\": \"arn:key\"}", "null"))
                .contains("a data key of this version alone, 184 bytes of KMS ciphertext\n      └─ KMS key arn:key")
                .doesNotContain("bucket key");
    }

    @Test
    void sse_s3_never_asks_kms_and_plaintext_has_no_key() {
        assertThat(lines("{\"type\": \"AES256\"}", "null")).contains("KMS is never asked");
        assertThat(lines("{}", "null")).contains("plaintext").doesNotContain("frames");
    }

    @ParameterizedTest
    @CsvSource({"s3://b/a b/ü+, b, a b/ü+, /b/a%20b%2F%C3%BC%2B", "s3://b//x, b, /x, /b/%2Fx"})
    void an_uri_names_bucket_and_key_as_they_are(String text, String bucket, String key, String path) {
        assertThat(ObjectUri.parse(text)).isEqualTo(new ObjectUri(bucket, key));
        assertThat(ObjectUri.parse(text).encodedPath()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b/k", "s3://b", "s3://b/", "s3:///k", "https://b/k"})
    void anything_else_is_wrong_usage(String text) {
        assertThatThrownBy(() -> ObjectUri.parse(text)).hasMessageContaining("s3://BUCKET/KEY");
    }
}
