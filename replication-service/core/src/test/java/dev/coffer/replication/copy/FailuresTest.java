package dev.coffer.replication.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.replication.copy.CopyResult.Faulty;
import dev.coffer.replication.copy.CopyResult.Later;
import dev.coffer.replication.copy.CopyResult.Refused;
import dev.coffer.replication.copy.CopyResult.SourceGone;
import dev.coffer.replication.link.RegionUnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

    @ParameterizedTest
    @CsvSource({
        "ROLE, AccessDenied, 403, AssumeRoleNotPermitted",
        "ROLE, NoSuchEntity, 404, AssumeRoleNotPermitted",
        "SOURCE, AccessDenied, 403, SrcGetObjectNotPermitted",
        "SOURCE, KMS.DisabledException, 400, SrcKmsKeyInvalidState",
        "SOURCE, KMS.KMSInvalidStateException, 400, SrcKmsKeyInvalidState",
        "SOURCE, KMS.NotFoundException, 400, SrcKmsKeyInvalidState",
        "SOURCE, InvalidObjectState, 403, SrcObjectNotEligible",
        "DESTINATION, NotImplemented, 501, SrcObjectNotEligible",
        "DESTINATION, AccessDenied, 403, DstPutObjectNotPermitted",
        "DESTINATION, KMS.DisabledException, 400, DstKmsKeyInvalidState",
        "DESTINATION, KMS.KMSInvalidStateException, 400, DstKmsKeyInvalidState",
        "DESTINATION, KMS.InvalidKeyUsageException, 400, DstKmsKeyInvalidState",
        "DESTINATION, KMS.NotFoundException, 400, DstKmsKeyNotFound",
        "DESTINATION, NoSuchBucket, 404, DstBucketNotFound",
        "DESTINATION, InvalidRequest, 400, DstBucketUnversioned",
        "DESTINATION_MARKER, AccessDenied, 403, DstDelObjNotPermitted",
        "DESTINATION_MARKER, NoSuchBucket, 404, DstBucketNotFound",
    })
    void permission_key_and_configuration_are_given_up_with_s3s_reason(
            Stage stage, String code, int status, String reason) {
        assertThat(Failures.of(stage, new AwsException(code, status, "why")))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reason().code()).isEqualTo(reason);
                    assertThat(refused.message()).isEqualTo(code + ": why");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "SlowDown, 503, false",
        "ServiceUnavailable, 503, true",
        "InternalError, 500, false",
        "ThrottlingException, 400, false",
        "TooMany, 429, false",
        "OperationAborted, 409, false",
        "RequestTimeout, 400, false",
        "ExpiredToken, 400, false",
    })
    void throttles_and_servers_faults_are_for_later_at_every_stage(String code, int status, boolean unreachable) {
        for (Stage stage : Stage.values()) {
            assertThat(Failures.of(stage, new AwsException(code, status, "")))
                    .isInstanceOfSatisfying(
                            Later.class,
                            later -> assertThat(later.unreachable()).isEqualTo(unreachable));
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void a_cut_link_is_for_later(Stage stage) {
        RuntimeException cut = new RegionUnreachableException(new Region("eu-west-1"), new Region("us-east-1"));

        assertThat(Failures.of(stage, cut)).isEqualTo(new Later("us-east-1 is not reachable from eu-west-1", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoSuchKey", "NoSuchVersion", "NoSuchBucket"})
    void a_source_that_is_not_there_any_more_is_gone(String code) {
        assertThat(Failures.of(Stage.SOURCE, new AwsException(code, 404, ""))).isEqualTo(new SourceGone());
    }

    @Test
    void broken_streams_are_for_later() {
        assertThat(Failures.of(Stage.SOURCE, new BodyAbortedException("x"))).isInstanceOf(Later.class);
        assertThat(Failures.of(Stage.SOURCE, new UncheckedIOException(new IOException("x"))))
                .isInstanceOf(Later.class);
    }

    @Test
    void what_nobody_expects_is_a_fault() {
        assertThat(Failures.of(Stage.DESTINATION, new IllegalStateException()))
                .isEqualTo(new Faulty("java.lang.IllegalStateException"));
        assertThat(Failures.of(Stage.DESTINATION, new AwsException("BadDigest", 400, "x")))
                .isEqualTo(new Faulty("BadDigest: x"));
    }
}
