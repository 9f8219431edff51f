package dev.coffer.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountedTest {
    private static final String ROLE = "arn:aws:iam::111111111111:role/r";
    private final Names names = new Names("coffer-demo", "x");

    private static KmsRecord call(String eventName, String contextArn, boolean byRole) {
        String identity = byRole
                ? "{\"type\": \"AssumedRole\", \"sessionContext\": {\"sessionIssuer\": {\"arn\": \"%s\"}}}"
                        .formatted(ROLE)
                : "{\"type\": \"IAMUser\"}";
        return KmsRecord.parse("""
                {"eventName": "%s", "userIdentity": %s, "requestID": "1",
                 "requestParameters": {"encryptionContext": {"aws:s3:arn": "%s"}}}""".formatted(eventName, identity, contextArn));
    }

    @Test
    void tells_calls_apart_by_bucket_requester_and_operation() {
        String standard = "arn:aws:s3:::" + names.source(Variant.STANDARD);
        String bucketKeys = "arn:aws:s3:::" + names.source(Variant.BUCKET_KEYS);
        String replica = "arn:aws:s3:::" + names.replica(Variant.STANDARD);
        Counted counted = new Counted(
                List.of(
                        call("GenerateDataKey", standard + "/a", false),
                        call("Decrypt", standard + "/a", false),
                        call("Decrypt", standard + "/a", true),
                        call("GenerateDataKey", bucketKeys, false),
                        call("GenerateDataKey", standard + "-quota/a", false),
                        call("DescribeKey", "", false)),
                List.of(call("Encrypt", replica + "/a", true)),
                names,
                ROLE);
        assertThat(counted.byRequesters(Variant.STANDARD)).isEqualTo(new Report.Calls(1, 1, 0));
        assertThat(counted.byRole(Variant.STANDARD)).isEqualTo(new Report.Calls(0, 1, 1));
        assertThat(counted.byRequesters(Variant.BUCKET_KEYS)).isEqualTo(new Report.Calls(1, 0, 0));
        assertThat(counted.total()).isEqualTo(5);
        assertThat(counted.sample(Variant.BUCKET_KEYS))
                .map(KmsRecord::contextArn)
                .hasValue(bucketKeys);
        assertThat(counted.sample(Variant.PLAINTEXT)).isEmpty();
    }
}
