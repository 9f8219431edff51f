package dev.coffer.replication.copy;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.sql.DatabaseException;
import dev.coffer.replication.copy.CopyResult.Faulty;
import dev.coffer.replication.copy.CopyResult.Later;
import dev.coffer.replication.copy.CopyResult.Refused;
import dev.coffer.replication.copy.CopyResult.SourceGone;
import dev.coffer.replication.link.RegionUnreachableException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/**
 * What a failure means for replication. Permission, key and configuration: given up with S3's reason. A throttle, a 5xx,
 * a region out of reach: later, for as long as it takes. Anything else is a fault. Pure.
 */
public final class Failures {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int NOT_IMPLEMENTED = 501;
    private static final Set<String> UNREACHABLE = Set.of("ServiceUnavailable");
    private static final Set<String> PASSING = Set.of(
            "ConditionalRequestConflict",
            "OperationAborted",
            "RequestTimeout",
            "SlowDown",
            "ThrottlingException",
            "ExpiredToken",
            "RequestExpired");
    private static final Set<String> GONE = Set.of("NoSuchBucket", "NoSuchKey", "NoSuchVersion");

    private Failures() {}

    /** What {@code failure}, thrown at {@code stage}, means. */
    public static CopyResult of(Stage stage, RuntimeException failure) {
        return switch (failure) {
            case RegionUnreachableException e -> new Later(text(e), true);
            case AwsException e -> refusal(stage, e);
            case BodyAbortedException e -> new Later(text(e), false);
            case DatabaseException e -> new Later(text(e), false);
            case UncheckedIOException e -> new Later(text(e), false);
            default -> new Faulty(text(failure));
        };
    }

    private static CopyResult refusal(Stage stage, AwsException e) {
        String error = e.code() + ": " + e.text();
        if (e.status() == NOT_IMPLEMENTED && stage != Stage.ROLE) {
            return new Refused(FailureReason.SRC_OBJECT_NOT_ELIGIBLE, error);
        }
        if (e.status() >= SERVER_ERRORS || e.status() == TOO_MANY_REQUESTS || PASSING.contains(e.code())) {
            return new Later(error, UNREACHABLE.contains(e.code()));
        }
        if (stage == Stage.SOURCE && GONE.contains(e.code())) {
            return new SourceGone();
        }
        return reason(stage, e.code())
                .<CopyResult>map(reason -> new Refused(reason, error))
                .orElseGet(() -> new Faulty(error));
    }

    private static Optional<FailureReason> reason(Stage stage, String code) {
        return switch (stage) {
            case ROLE -> Optional.of(FailureReason.ASSUME_ROLE_NOT_PERMITTED);
            case SOURCE -> source(code);
            case DESTINATION -> destination(code, FailureReason.DST_PUT_OBJECT_NOT_PERMITTED);
            case DESTINATION_MARKER -> destination(code, FailureReason.DST_DEL_OBJ_NOT_PERMITTED);
        };
    }

    private static Optional<FailureReason> source(String code) {
        if (code.startsWith("KMS.")) {
            return Optional.of(FailureReason.SRC_KMS_KEY_INVALID_STATE);
        }
        return switch (code) {
            case "AccessDenied" -> Optional.of(FailureReason.SRC_GET_OBJECT_NOT_PERMITTED);
            case "InvalidObjectState" -> Optional.of(FailureReason.SRC_OBJECT_NOT_ELIGIBLE);
            default -> Optional.empty();
        };
    }

    private static Optional<FailureReason> destination(String code, FailureReason notPermitted) {
        if (code.equals("KMS.NotFoundException")) {
            return Optional.of(FailureReason.DST_KMS_KEY_NOT_FOUND);
        }
        if (code.startsWith("KMS.")) {
            return Optional.of(FailureReason.DST_KMS_KEY_INVALID_STATE);
        }
        return switch (code) {
            case "AccessDenied" -> Optional.of(notPermitted);
            case "NoSuchBucket" -> Optional.of(FailureReason.DST_BUCKET_NOT_FOUND);
            case "InvalidRequest" -> Optional.of(FailureReason.DST_BUCKET_UNVERSIONED);
            default -> Optional.empty();
        };
    }

    private static String text(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    }
}
