package dev.coffer.replication.copy;

/** Why S3 gives a version up for a destination. Source: "Amazon S3 replication failure reasons", Amazon S3 User Guide. */
public enum FailureReason {
    ASSUME_ROLE_NOT_PERMITTED("AssumeRoleNotPermitted"),
    DST_BUCKET_NOT_FOUND("DstBucketNotFound"),
    DST_BUCKET_UNVERSIONED("DstBucketUnversioned"),
    DST_DEL_OBJ_NOT_PERMITTED("DstDelObjNotPermitted"),
    DST_KMS_KEY_INVALID_STATE("DstKmsKeyInvalidState"),
    DST_KMS_KEY_NOT_FOUND("DstKmsKeyNotFound"),
    DST_PUT_OBJECT_NOT_PERMITTED("DstPutObjectNotPermitted"),
    SRC_GET_OBJECT_NOT_PERMITTED("SrcGetObjectNotPermitted"),
    SRC_KMS_KEY_INVALID_STATE("SrcKmsKeyInvalidState"),
    SRC_OBJECT_NOT_ELIGIBLE("SrcObjectNotEligible");

    private final String code;

    FailureReason(String code) {
        this.code = code;
    }

    /** As in {@code replicationEventData.failureReason}. */
    public String code() {
        return code;
    }
}
