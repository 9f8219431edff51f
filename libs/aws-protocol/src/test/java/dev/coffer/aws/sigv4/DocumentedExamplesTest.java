package dev.coffer.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.uri.Query;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The worked examples of "Authenticating Requests (AWS Signature Version 4)" and of the IAM User Guide. */
class DocumentedExamplesTest {
    private static final byte[] SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".getBytes(StandardCharsets.US_ASCII);
    private static final CredentialScope SCOPE = new CredentialScope("20130524", "us-east-1", "s3");
    private static final String DATE = "20130524T000000Z";

    @Test
    void signing_key_of_the_iam_guide() {
        assertThat(HexFormat.of()
                        .formatHex(SigningKeys.derive(
                                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(StandardCharsets.US_ASCII),
                                new CredentialScope("20120215", "us-east-1", "iam"))))
                .isEqualTo("f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d");
    }

    @Test
    void get_object() {
        assertThat(sign("GET", "/test.txt", "", Map.of("range", "bytes=0-9"), SigV4.EMPTY_SHA256))
                .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void put_object() {
        assertThat(sign(
                        "PUT",
                        "/test$file.text",
                        "",
                        Map.of("date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY"),
                        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"))
                .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void get_bucket_lifecycle() {
        assertThat(sign("GET", "/", "lifecycle", Map.of(), SigV4.EMPTY_SHA256))
                .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void list_objects() {
        assertThat(sign("GET", "/", "max-keys=2&prefix=J", Map.of(), SigV4.EMPTY_SHA256))
                .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void presigned_get() {
        Query query = Query.parse("X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
                .orElseThrow();
        SignatureFields fields = SignatureFields.of(
                query.first("X-Amz-Credential").orElseThrow(),
                query.first("X-Amz-SignedHeaders").orElseThrow(),
                query.first("X-Amz-Signature").orElseThrow());
        String canonical = CanonicalRequest.of(
                "GET",
                "/test.txt",
                query.canonical("X-Amz-Signature"),
                fields.signedHeaders(),
                name -> List.of("examplebucket.s3.amazonaws.com"),
                SigV4.UNSIGNED_PAYLOAD);
        assertThat(SigV4.sign(
                        new SigningKeys().key(fields.credential(), SECRET),
                        SigV4.stringToSign(DATE, fields.credential().scope(), canonical)))
                .isEqualTo(fields.signature());
    }

    @Test
    void the_authorization_header_of_the_documentation_is_read() {
        SignatureFields fields = SignatureFields.ofHeader(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/"
                        + "us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-date,Signature=fe5f80f77d5fa3beca038a248ff027");
        assertThat(fields.credential()).isEqualTo(new Credential("AKIAIOSFODNN7EXAMPLE", SCOPE));
        assertThat(fields.signedHeaders()).containsExactly("host", "range", "x-amz-date");
        assertThat(fields.signature()).isEqualTo("fe5f80f77d5fa3beca038a248ff027");
    }

    @Test
    void what_is_wrong_with_a_credential_is_said() {
        assertThatThrownBy(() -> SignatureFields.ofHeader("AWS4-HMAC-SHA256 Credential=a/b, Signature=c"))
                .hasMessageContaining("requires three components");
        assertThatThrownBy(() -> Credential.parse("AKID/20130524/us-east-1/s3"))
                .hasMessageContaining("the Credential is mal-formed");
        assertThatThrownBy(() -> Credential.parse("AKID/2013-05-24/us-east-1/s3/aws4_request"))
                .hasMessageContaining("incorrect date format \"2013-05-24\"");
        assertThatThrownBy(() -> Credential.parse("AKID/20130524/us-east-1/s3/aws5_request"))
                .hasMessageContaining("incorrect terminal \"aws5_request\"");
    }

    @Test
    void a_replaced_secret_never_uses_the_old_signing_key() {
        SigningKeys keys = new SigningKeys();
        Credential credential = new Credential("AKIDEXAMPLE", SCOPE);
        byte[] first = keys.key(credential, SECRET);
        assertThat(keys.key(credential, SECRET)).isEqualTo(first);
        assertThat(keys.key(credential, new byte[] {1, 2, 3})).isNotEqualTo(first);
        for (int i = 0; i < 3 * SigningKeys.CAPACITY; i++) {
            keys.key(new Credential("AKID" + i, SCOPE), SECRET);
        }
        assertThat(keys.size()).isEqualTo(SigningKeys.CAPACITY);
    }

    private static String sign(
            String method, String path, String query, Map<String, String> extraHeaders, String payloadHash) {
        TreeMap<String, String> headers = new TreeMap<>(extraHeaders);
        headers.put("host", "examplebucket.s3.amazonaws.com");
        headers.put("x-amz-content-sha256", payloadHash);
        headers.put("x-amz-date", DATE);
        String canonical = CanonicalRequest.of(
                method,
                CanonicalRequest.paths("s3", path).iterator().next(),
                Query.parse(query).orElseThrow().canonical(""),
                List.copyOf(headers.keySet()),
                name -> List.of(headers.get(name)),
                payloadHash);
        return SigV4.sign(SigningKeys.derive(SECRET, SCOPE), SigV4.stringToSign(DATE, SCOPE, canonical));
    }
}
