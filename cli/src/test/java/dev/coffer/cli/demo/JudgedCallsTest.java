package dev.coffer.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgedCallsTest {
    private final Names names = new Names("coffer-verify", "x");

    private List<Finding> judged(int generateDataKey, int decrypt, int instances) {
        List<KmsRecord> records = new ArrayList<>();
        records.addAll(Collections.nCopies(generateDataKey, call("GenerateDataKey")));
        records.addAll(Collections.nCopies(decrypt, call("Decrypt")));
        return new JudgedCalls(new Counted(records, List.of(), names, "role"), names, List.of("a", "b"), instances)
                .claims();
    }

    private KmsRecord call(String event) {
        return KmsRecord.parse("""
                {"eventName": "%s", "userIdentity": {"type": "IAMUser"}, "requestID": "1",
                 "requestParameters": {"encryptionContext": {"aws:s3:arn": "arn:aws:s3:::%s"}}}""".formatted(event, names.source(Variant.BUCKET_KEYS)));
    }

    private static Finding of(Claim claim, List<Finding> findings) {
        return findings.stream().filter(f -> f.claim() == claim).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, true", "2, 1, 1, false", "0, 1, 1, false", "2, 1, 2, true", "1, 1, 2, true", "3, 1, 2, false"
    })
    void each_instance_of_storage_may_ask_for_one_bucket_key(int calls, int decrypt, int instances, boolean holds) {
        assertThat(of(Claim.ONE_GENERATE_DATA_KEY, judged(calls, decrypt, instances))
                        .holds())
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, true", "2, 1, false", "0, 1, false", "4, 2, true", "5, 2, false"})
    void each_instance_may_open_the_bucket_key_of_each(int calls, int instances, boolean holds) {
        assertThat(of(Claim.ONE_DECRYPT, judged(1, calls, instances)).holds()).isEqualTo(holds);
    }

    @Test
    void what_was_expected_is_told() {
        assertThat(of(Claim.ONE_DECRYPT, judged(1, 1, 1)).expected()).isEqualTo("1 for 2 objects");
        assertThat(of(Claim.ONE_DECRYPT, judged(1, 1, 2)).expected()).isEqualTo("1 to 4 for 2 objects");
    }
}
