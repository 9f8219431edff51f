package dev.coffer.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTextTest {
    private static Report.Replicas replicas(String bucket, boolean bucketKey, long sameEtag) {
        return new Report.Replicas(
                bucket, 624, new TreeSet<>(Set.of("aws:kms")), new TreeSet<>(Set.of(bucketKey)), sameEtag);
    }

    private static JsonNode record(String arn) {
        return Json.read("""
                {"eventName": "GenerateDataKey", "eventTime": "2026-11-24T12:00:00Z", "awsRegion": "us-east-1",
                 "userIdentity": {"arn": "arn:aws:iam::111111111111:root", "invokedBy": "fas.s3.amazonaws.com"},
                 "requestParameters": {"encryptionContext": {"aws:s3:arn": "%s"}},
                 "resources": [{"ARN": "arn:aws:kms:us-east-1:111111111111:key/k"}],
                 "additionalEventData": {"s3RequestId": "R1"}, "eventID": "E1"}""".formatted(arn), "record");
    }

    private static Report report(long meterCalls) {
        Report.Column standard = new Report.Column(
                "b-kms",
                new Report.Calls(624, 624, 0),
                new Report.Calls(0, 624, 624),
                new BigDecimal("6"),
                new BigDecimal("12"),
                new Report.Quota(50, 10, 503, 4321),
                "arn:aws:s3:::b-kms/a",
                record("arn:aws:s3:::b-kms/a"),
                replicas("b-kms-replica", false, 0));
        Report.Column bucketKeys = new Report.Column(
                "b-bk",
                new Report.Calls(1, 1, 0),
                new Report.Calls(0, 1, 1),
                new BigDecimal("0.009615384"),
                new BigDecimal("0.019230769"),
                new Report.Quota(50, 10, 9876, 0),
                "arn:aws:s3:::b-bk",
                record("arn:aws:s3:::b-bk"),
                replicas("b-bk-replica", true, 0));
        Report.Plaintext plaintext = new Report.Plaintext(
                "LICENSE",
                new Report.Version("us-east-1", "b-plain", "none", false, "\"aa\""),
                new Report.Version("us-east-1", "b-plain-copy", "none", false, "\"aa\""),
                new Report.Version("eu-west-1", "b-plain-replica", "aws:kms", true, "\"bb\""),
                replicas("b-plain-replica", true, 0),
                new Report.Calls(1, 0, 0));
        return new Report(
                "http://127.0.0.1:9000",
                "us-east-1",
                "eu-west-1",
                "/src",
                624,
                5_123_456,
                1872,
                standard,
                bucketKeys,
                plaintext,
                2501,
                meterCalls,
                61.4);
    }

    @Test
    void the_table_has_every_row_of_both_ways() {
        assertThat(String.join("\n", new ReportText(report(2501)).lines())).isEqualTo("""

                What S3 Bucket Keys change: 624 objects (5.1 MB) of /src
                us-east-1 → eu-west-1 at http://127.0.0.1:9000, measured in 61 s

                                                           standard SSE-KMS   with bucket keys
                ──────────────────────────────────────────────────────────────────────────────
                objects, bytes                                  624, 5.1 MB        624, 5.1 MB
                ──────────────────────────────────────────────────────────────────────────────
                KMS calls by the two requesters                       1,248                  2
                  GenerateDataKey (writing)                             624                  1
                  Decrypt (reading)                                     624                  1
                KMS calls by the replication role                     1,248                  2
                  Decrypt in us-east-1                                  624                  1
                  Encrypt in eu-west-1                                  624                  1
                  GenerateDataKey                                         0                  0
                ──────────────────────────────────────────────────────────────────────────────
                USD per million objects written and read               6.00            0.00962
                  and replicated                                      12.00             0.0192
                ──────────────────────────────────────────────────────────────────────────────
                PUT/s with the KMS quota at 50 calls/s                 50.3              987.6
                  503 SlowDown in 10 s                                4,321                  0
                ──────────────────────────────────────────────────────────────────────────────
                what the trail names                             object ARN         bucket ARN
                replica: encryption                                 aws:kms            aws:kms
                replica: bucket key                                     off                 on
                replica: ETag equal to the source's                      no                 no

                2,496 KMS calls became 4: 99.8 % fewer.
                A second requester read 1,872 objects, each equal to its file byte for byte.
                Cost meter and audit trail agree on 2,501 KMS calls.

                A plaintext object that became aws:kms at the destination: LICENSE
                  us-east-1  b-plain           plaintext             ETag "aa"
                  us-east-1  b-plain-copy      plaintext             ETag "aa"   same
                  eu-west-1  b-plain-replica   aws:kms, bucket key   ETag "bb"   different

                The trail without bucket keys, one real record:
                  eventName                            GenerateDataKey
                  eventTime                            2026-11-24T12:00:00Z
                  awsRegion                            us-east-1
                  userIdentity.arn                     arn:aws:iam::111111111111:root
                  userIdentity.invokedBy               fas.s3.amazonaws.com
                  requestParameters.encryptionContext  { "aws:s3:arn" : "arn:aws:s3:::b-kms/a" }
                  resources[0].ARN                     arn:aws:kms:us-east-1:111111111111:key/k
                  s3RequestId                          R1
                  eventID                              E1

                The trail with bucket keys, one real record:
                  eventName                            GenerateDataKey
                  eventTime                            2026-11-24T12:00:00Z
                  awsRegion                            us-east-1
                  userIdentity.arn                     arn:aws:iam::111111111111:root
                  userIdentity.invokedBy               fas.s3.amazonaws.com
                  requestParameters.encryptionContext  { "aws:s3:arn" : "arn:aws:s3:::b-bk" }
                  resources[0].ARN                     arn:aws:kms:us-east-1:111111111111:key/k
                  s3RequestId                          R1
                  eventID                              E1
                """);
    }

    @Test
    void a_meter_that_disagrees_with_the_trail_is_not_hidden() {
        List<String> lines = new ReportText(report(2500)).lines();
        assertThat(lines).contains("The cost meter counted 2,500 KMS calls, the audit trail 2,501.");
    }

    @Test
    void the_json_has_whole_records_and_all_numbers() {
        JsonNode json = Json.read(Json.write(report(2501)), "report");
        assertThat(json.at("/standard/requesters/generateDataKey").asLong()).isEqualTo(624);
        assertThat(json.at("/bucketKeys/record/additionalEventData/s3RequestId").asText())
                .isEqualTo("R1");
        assertThat(json.at("/bucketKeys/quota/slowDowns").isNumber()).isTrue();
        assertThat(json.at("/plaintext/otherRegion/encryption").asText()).isEqualTo("aws:kms");
        assertThat(json.at("/bucketKeys/usdPerMillion").decimalValue()).isEqualByComparingTo("0.009615384");
    }

    @ParameterizedTest
    @CsvSource({"6, 6.00", "12.3456, 12.30", "0.009615384, 0.00962", "1234.5, 1230.00", "0, 0.00"})
    void money_keeps_three_digits(BigDecimal usd, String text) {
        assertThat(ReportText.usd(usd).replace(",", "")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"10000, 1, 99.9 %", "2496, 4, 99.8 %", "10, 10, 0.0 %", "0, 0, 0 %"})
    void fewer_is_never_rounded_up_to_all(long before, long after, String text) {
        assertThat(ReportText.percentFewer(before, after)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "5123456, 5.1 MB", "5000000000000, 5.0 TB"})
    void sizes_are_short(long bytes, String text) {
        assertThat(ReportText.bytes(bytes)).isEqualTo(text);
    }
}
