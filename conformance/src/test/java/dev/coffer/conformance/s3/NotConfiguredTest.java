package dev.coffer.conformance.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Permission;

/** What can't be set yet reads as AWS says it of a bucket where nobody has set it. */
@Conformance
class NotConfiguredTest {
    private final Deployment coffer;

    NotConfiguredTest(Deployment coffer) {
        this.coffer = coffer;
    }

    @ParameterizedTest
    @CsvSource({
        "policy, NoSuchBucketPolicy",
        "cors, NoSuchCORSConfiguration",
        "lifecycle, NoSuchLifecycleConfiguration",
        "object-lock, ObjectLockConfigurationNotFoundError",
        "website, NoSuchWebsiteConfiguration",
        "replication, ReplicationConfigurationNotFoundError",
        "tagging, NoSuchTagSet"
    })
    void what_is_not_there_has_its_own_error(String subresource, String code) {
        String bucket = coffer.newBucket();
        assertThat(new RawRequest(coffer, "GET", "/" + bucket + "?" + subresource)
                        .send()
                        .error())
                .isEqualTo("404 " + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logging", "notification", "accelerate", "requestPayment", "acl", "versioning", "location"})
    void what_is_empty_is_answered(String subresource) {
        String bucket = coffer.newBucket();
        assertThat(new RawRequest(coffer, "GET", "/" + bucket + "?" + subresource)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_owner_and_nobody_else_is_granted_something() {
        String bucket = coffer.newBucket();
        coffer.s3().putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("x"));
        assertThat(coffer.s3().getBucketAcl(a -> a.bucket(bucket)).grants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.permission()).isEqualTo(Permission.FULL_CONTROL));
        assertThat(coffer.s3().getObjectAcl(a -> a.bucket(bucket).key("k")).grants())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cors", "lifecycle", "website", "policy", "notification", "inventory&id=x"})
    void what_cannot_be_set_yet_is_not_implemented(String subresource) {
        String bucket = coffer.newBucket();
        RawRequest.Answer answer = new RawRequest(coffer, "PUT", "/" + bucket + "?" + subresource)
                .body("<X/>")
                .send();
        assertThat(answer.error()).isEqualTo("501 NotImplemented");
        assertThat(answer.header("content-type")).isEqualTo("application/xml");
    }
}
