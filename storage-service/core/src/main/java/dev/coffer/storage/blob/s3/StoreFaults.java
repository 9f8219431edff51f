package dev.coffer.storage.blob.s3;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What a failed call of the store means: whatever it is, clients are told to try again. Of a store that stays away the log
 * says so once, and once that it is back.
 */
final class StoreFaults {
    private static final Logger LOG = Logger.getLogger(StoreFaults.class.getName());

    private final S3Settings settings;
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

    StoreFaults(S3Settings settings) {
        this.settings = settings;
    }

    /**
     * Makes a call of the store.
     *
     * @throws S3Exception if the store answered, and with a refusal of which {@code expected} knows what it means
     * @throws AwsException {@code ServiceUnavailable} if it did not, or with a fault of its own or of our access
     */
    <T> T call(Refusals expected, Supplier<T> call) {
        try {
            T answer = call.get();
            available();
            return answer;
        } catch (S3Exception e) {
            if (expected.know(e)) {
                available();
                throw e;
            }
            throw unavailable(said(e));
        } catch (SdkException e) {
            throw unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** Which refusals a caller can deal with. */
    @FunctionalInterface
    interface Refusals {
        Refusals NONE = e -> false;

        /** Whether this is one. */
        boolean know(S3Exception e);

        /** The object is not there; a bucket that isn't is no such refusal. */
        static boolean isMissing(S3Exception e) {
            return e.statusCode() == 404 && !code(e).equals("NoSuchBucket");
        }

        /** The name is taken. */
        static boolean isTaken(S3Exception e) {
            return e.statusCode() == 412;
        }
    }

    /** The fault that the last call met; none if it met none. */
    @Nullable
    String fault() {
        return fault.get();
    }

    /** Notes a fault, and tells what clients are told of it. */
    AwsException unavailable(String why) {
        if (fault.getAndSet(why) == null) {
            LOG.log(
                    Level.WARNING,
                    () -> "COFFER-STORAGE-030 the blob store, " + settings + ", is not available: " + why);
        }
        return S3Error.SERVICE_UNAVAILABLE.because("The store of object bytes is not available. Please try again.");
    }

    private void available() {
        if (fault.get() != null && fault.getAndSet(null) != null) {
            LOG.log(Level.INFO, () -> "COFFER-STORAGE-031 the blob store, " + settings + ", is available again");
        }
    }

    private static String said(S3Exception e) {
        return "it answered " + e.statusCode() + " " + code(e);
    }

    private static String code(S3Exception e) {
        return e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
    }
}
