package dev.coffer.gateway.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.gateway.s3.request.CopySources;
import dev.coffer.gateway.s3.request.HostNames;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.gateway.s3.request.S3Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {
    private final MemoryDirectory directory = new MemoryDirectory();
    private final Operations operations = new Operations(
            new StorageCalls(new MemoryStorage(), new SlowAnswers(Duration.ofSeconds(1))),
            new BucketActions(
                    directory, new MemoryStorage(), List.of(), new ListBucketsRight(h -> List.of(), Instant::now)),
            new CopySources(directory));

    @Test
    void every_line_has_a_name_of_its_own_that_aws_gives_it() {
        assertThat(operations.rows())
                .extracting(Row::operation)
                .doesNotHaveDuplicates()
                .allMatch(name ->
                        name.matches("(Get|Put|Delete|Head|List|Create|Complete|Abort|Upload|Copy)[A-Za-z0-9]+"))
                .contains(
                        "GetObject",
                        "PutObject",
                        "HeadBucket",
                        "GetBucketTagging",
                        "PutBucketReplication",
                        "DeleteObjectTagging",
                        "GetObjectAttributes",
                        "UploadPartCopy",
                        "GetBucketPolicyStatus");
    }

    @Test
    void no_two_lines_want_the_same_request() {
        Set<List<Object>> wanted = new HashSet<>();
        for (Row row : operations.rows()) {
            assertThat(wanted.add(List.of(row.method(), row.level(), Set.copyOf(row.parameters()), row.header())))
                    .as("%s", row)
                    .isTrue();
        }
    }

    @Test
    void every_line_is_reached_by_the_request_that_it_describes() {
        for (Row row : operations.rows()) {
            String path = switch (row.level()) {
                case SERVICE -> "/";
                case BUCKET -> "/bucket";
                case OBJECT -> "/bucket/key";
            };
            Headers.Builder headers = Headers.builder().add("host", "127.0.0.1:9000");
            row.header().ifPresent(h -> headers.add(h, "bucket/other"));
            S3Request request = request(row.method(), path, String.join("&", row.parameters()), headers.build());
            assertThat(operations.find(request)).isEqualTo(row);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/bucket,policy,501",
        "PUT,/bucket,acl,501",
        "DELETE,/bucket,lifecycle,501",
        "PUT,/bucket/key,acl,501",
        "GET,/bucket/key,torrent,501",
        "POST,/bucket/key,select&select-type=2,501",
        "PUT,/bucket/key,encryption,501",
        "POST,/bucket,,501",
        "GET,/bucket,session,501",
        "PATCH,/bucket,,405",
        "DELETE,/,,405",
        "OPTIONS,/bucket/key,,403"
    })
    void what_is_not_there_is_refused(String method, String path, String query, int status) {
        S3Request request = request(
                method,
                path,
                query == null ? "" : query,
                Headers.builder().add("host", "127.0.0.1").build());
        assertThatThrownBy(() -> operations.find(request))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void parameters_that_are_only_details_do_not_change_the_operation() {
        Headers host = Headers.builder().add("host", "127.0.0.1").build();
        Row plain = operations.find(request("GET", "/bucket/key", "", host));
        assertThat(operations.find(request("GET", "/bucket/key", "x-id=GetObject&versionId=1&partNumber=2", host)))
                .isEqualTo(plain);
    }

    private static S3Request request(String method, String path, String query, Headers headers) {
        RequestHead head = new RequestHead(method, path, query, headers, "127.0.0.1", "");
        return new S3Request(
                head,
                S3Target.of(head, new HostNames(Optional.empty())),
                Query.parse(query).orElseThrow(),
                TestIdentities.root(),
                "ID",
                Optional.empty());
    }
}
