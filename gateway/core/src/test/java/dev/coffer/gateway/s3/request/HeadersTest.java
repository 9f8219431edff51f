package dev.coffer.gateway.s3.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.gateway.s3.MemoryDirectory;
import dev.coffer.gateway.s3.TestIdentities;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.PutObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {

    @Test
    void a_put_is_read_from_its_headers() {
        PutObject put = WriteRequests.putObject(request(
                "content-type", "text/plain",
                "content-encoding", "gzip, aws-chunked",
                "x-amz-meta-a", "1",
                "x-amz-tagging", "k=v&empty=&sp%20ace=a+b",
                "x-amz-storage-class", "STANDARD_IA",
                "x-amz-server-side-encryption", "aws:kms",
                "x-amz-server-side-encryption-aws-kms-key-id", "alias/x",
                "x-amz-server-side-encryption-bucket-key-enabled", "true",
                "x-amz-trailer", "x-amz-checksum-crc64nvme",
                "if-none-match", "*"));
        assertThat(put.headers().contentType()).contains("text/plain");
        assertThat(put.headers().contentEncoding()).contains("gzip");
        assertThat(put.userMetadata()).isEqualTo(Map.of("a", "1"));
        assertThat(put.tags()).isEqualTo(Map.of("k", "v", "empty", "", "sp ace", "a b"));
        assertThat(put.storageClass()).isEqualTo("STANDARD_IA");
        assertThat(put.encryption().type()).contains("aws:kms");
        assertThat(put.encryption().kmsKeyId()).contains("alias/x");
        assertThat(put.encryption().bucketKeyEnabled()).contains(true);
        assertThat(put.digests().algorithm()).contains("crc64nvme");
        assertThat(put.conditions())
                .isEqualTo(new Conditions(Optional.empty(), Optional.of("*"), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-storage-class,NOPE,InvalidStorageClass",
        "x-amz-storage-class,GLACIER,NotImplemented",
        "x-amz-server-side-encryption-bucket-key-enabled,yes,InvalidArgument",
        "x-amz-server-side-encryption-customer-algorithm,AES256,AccessDenied",
        "content-md5,abc,InvalidDigest",
        "x-amz-checksum-crc32,abc,InvalidRequest",
        "x-amz-sdk-checksum-algorithm,CRC32,InvalidRequest",
        "x-amz-tagging,a=1&a=2,InvalidArgument",
        "x-amz-tagging,aws:x=1,InvalidTag",
        "if-none-match,\"abc\",NotImplemented",
        "x-amz-acl,public-read,AccessControlListNotSupported",
        "x-amz-grant-read,id=1,AccessControlListNotSupported",
        "x-amz-object-lock-mode,GOVERNANCE,InvalidRequest"
    })
    void bad_headers_of_a_put(String name, String value, String code) {
        assertCode(code, () -> WriteRequests.putObject(request(name, value)));
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-4,0,4", "bytes=7-,7,", "bytes=-5,,5"})
    void ranges(String header, Long first, Long last) {
        assertThat(RangeHeader.of(request("range", header)))
                .contains(new ByteRange(Optional.ofNullable(first), Optional.ofNullable(last)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"bytes=0-1,3-4", "bytes=5-2", "bytes=-", "items=0-1", "bytes=a-b", "bytes=99999999999999999999-"})
    void what_is_no_single_range_is_ignored(String header) {
        assertThat(RangeHeader.of(request("range", header))).isEmpty();
    }

    @Test
    void encryption_headers_do_not_belong_on_reads_and_parts() {
        assertCode("InvalidArgument", () -> ReadRequests.getObject(request("x-amz-server-side-encryption", "AES256")));
        assertCode(
                "InvalidRequest",
                () -> ReadRequests.headObject(request("x-amz-server-side-encryption-customer-key", "x")));
    }

    @Test
    void copy_sources_are_found_where_they_are() {
        CopySources sources = new CopySources(MemoryDirectory.with("source", "eu-west-1"));
        var source = sources.of(request("x-amz-copy-source", "/source/a%20b/c+d?versionId=v1"));
        assertThat(source.bucket().value()).isEqualTo("source");
        assertThat(source.key().value()).isEqualTo("a b/c+d");
        assertThat(source.versionId()).contains("v1");
        assertThat(source.region()).isEqualTo(new Region("eu-west-1"));
        for (String bad : List.of("source", "/source/", "source/%zz", "/k", "source/k?versionId=")) {
            assertCode("InvalidArgument", () -> sources.of(request("x-amz-copy-source", bad)));
        }
        assertCode("NoSuchBucket", () -> sources.of(request("x-amz-copy-source", "other/k")));
    }

    @Test
    void an_object_is_not_copied_onto_itself_unchanged() {
        CopySources sources = new CopySources(MemoryDirectory.with("bucket", "us-east-1"));
        assertCode(
                "InvalidRequest",
                () -> CopyRequests.copyObject(sources).apply(request("x-amz-copy-source", "bucket/key")));
        assertThat(CopyRequests.copyObject(sources)
                        .apply(request("x-amz-copy-source", "bucket/key", "x-amz-metadata-directive", "REPLACE"))
                        .replaceMetadata())
                .isTrue();
    }

    @Test
    void continuation_tokens_are_opaque_and_ours() {
        for (String key : List.of("a", "\u00FC/\uD83D\uDE00", "x".repeat(1024))) {
            assertThat(ContinuationToken.read(ContinuationToken.of(key))).isEqualTo(key);
        }
        for (String bad : List.of("", "AA", "!!", "ZZZZ")) {
            assertCode("InvalidArgument", () -> ContinuationToken.read(bad));
        }
    }

    private static S3Request request(String... headers) {
        Headers.Builder builder = Headers.builder().add("host", "127.0.0.1");
        for (int i = 0; i < headers.length; i += 2) {
            builder.add(headers[i], headers[i + 1]);
        }
        RequestHead head = new RequestHead("PUT", "/bucket/key", "", builder.build(), "127.0.0.1", "");
        return new S3Request(
                head,
                S3Target.of(head, new HostNames(Optional.empty())),
                Query.parse("").orElseThrow(),
                TestIdentities.root(),
                "ID",
                Optional.empty());
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
