package dev.coffer.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.audit.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    @Test
    void a_records_lookup_columns_come_from_where_cloudtrail_has_them() {
        String id = UUID.randomUUID().toString();
        String json = new SampleRecord().id(id).error("AccessDenied").json();

        TrailRecord record = read(json);

        assertThat(record.eventId()).hasToString(id);
        assertThat(record.eventTime()).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(record.accountId()).isEqualTo("111111111111");
        assertThat(record.username()).contains("nightly");
        assertThat(record.principal()).contains("arn:aws:iam::111111111111:role/reader");
        assertThat(record.kmsKeyArn()).contains(SampleRecord.KEY_ARN);
        assertThat(record.contextArn()).contains("arn:aws:s3:::reports/2026/q3.pdf");
        assertThat(record.bucket()).contains("reports");
        assertThat(record.errorCode()).contains("AccessDenied");
        assertThat(record.s3RequestId()).contains("REQ" + id.substring(0, 8));
        assertThat(record.json()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"type":"Root","arn":"arn:aws:iam::1:root"}                          | root
                    {"type":"IAMUser","userName":"alice","arn":"arn:aws:iam::1:user/alice"} | alice
                    {"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/r/s3-replication"} | s3-replication
                    {"type":"AWSService","invokedBy":"s3.amazonaws.com"}                 | s3.amazonaws.com
                    """)
    void a_username_is_root_the_users_name_or_the_roles_session(String identity, String username) {
        assertThat(read(minimal(identity)).username()).contains(username);
    }

    @Test
    void a_bucket_is_known_by_its_name_and_a_key_by_its_arn() {
        String json = new SampleRecord()
                .resource("AWS::S3::Bucket", "arn:aws:s3:::reports")
                .json();

        assertThat(read(json).resources()).containsExactly(new TrailResource("AWS::S3::Bucket", "reports"));
    }

    @Test
    void a_context_that_is_no_arn_names_no_bucket() {
        assertThat(read(new SampleRecord().context("whatever").json()).bucket()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{}",
                "{\"eventID\":\"x\"}",
                "{\"eventTime\":\"yesterday\",\"eventID\":\"6b0c8f8e-0000-4000-8000-000000000001\"}",
                "{\"eventTime\":\"9999-01-01T00:00:00Z\",\"eventID\":\"6b0c8f8e-0000-4000-8000-000000000001\"}",
                "{\"eventTime\":\"2026-01-01T00:00:00Z\",\"eventID\":\"6b0c8f8e-0000-4000-8000-000000000001\"}"
            })
    void what_is_no_record_is_refused_with_a_reason(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageMatching(".+");
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        assertThatThrownBy(() -> RecordReader.read(new byte[] {'{', (byte) 0xff, '}'}))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("not UTF-8");
    }

    private static TrailRecord read(String json) {
        return RecordReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String minimal(String identity) {
        return """
                {"eventTime":"2026-11-20T10:00:00Z","eventID":"6b0c8f8e-0000-4000-8000-000000000001",\
                "recipientAccountId":"111111111111","awsRegion":"eu-west-1","eventSource":"kms.amazonaws.com",\
                "eventName":"Decrypt","userIdentity":%s}""".formatted(identity);
    }
}
