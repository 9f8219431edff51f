package dev.coffer.conformance.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Records;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** {@code /_coffer/audit/records}. */
@Conformance
class AuditRecordsTest {
    private final Deployment coffer;
    private final String key;
    private final String bucket;

    AuditRecordsTest(Deployment coffer) {
        this.coffer = coffer;
        this.key = coffer.newKey(coffer.home());
        this.bucket = coffer.newBucket();
        for (int i = 0; i < 4; i++) {
            String object = "k" + i;
            coffer.s3()
                    .putObject(
                            p -> p.bucket(bucket)
                                    .key(object)
                                    .serverSideEncryption("aws:kms")
                                    .ssekmsKeyId(key),
                            RequestBody.fromString("x"));
            coffer.s3().getObjectAsBytes(g -> g.bucket(bucket).key(object));
        }
        Records.ofKey(coffer, coffer.home(), key);
    }

    private JsonNode query(Map<String, String> query) {
        return coffer.admin().get("/audit/records", query);
    }

    @Test
    void counts_by_event_name() {
        JsonNode groups = query(
                        Map.of("kmsKeyArn", key, "contextArn", "arn:aws:s3:::" + bucket + "/*", "groupBy", "eventName"))
                .path("groups");
        assertThat(groups)
                .hasSize(2)
                .allSatisfy(group -> assertThat(group.path("count").asLong()).isEqualTo(4));
    }

    @Test
    void filters_by_the_exact_object() {
        JsonNode records =
                query(Map.of("contextArn", "arn:aws:s3:::" + bucket + "/k1")).path("records");
        assertThat(records).hasSize(2);
    }

    @Test
    void pages() {
        Set<String> seen = new LinkedHashSet<>();
        String token = "";
        do {
            JsonNode page = query(
                    token.isEmpty()
                            ? Map.of("kmsKeyArn", key, "eventName", "GenerateDataKey", "limit", "3")
                            : Map.of(
                                    "kmsKeyArn",
                                    key,
                                    "eventName",
                                    "GenerateDataKey",
                                    "limit",
                                    "3",
                                    "nextToken",
                                    token));
            page.path("records").forEach(r -> assertThat(seen.add(r.toString())).isTrue());
            token = page.path("nextToken").asText("");
        } while (!token.isEmpty());
        assertThat(seen).hasSize(4);
    }
}
