package dev.coffer.gateway.s3.answer;

import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.storage.api.GetBucketSetting;
import dev.coffer.storage.api.ObjectHead;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * What S3 says of configurations that nobody has set: for some an error, for some an empty or default document. They
 * can't be set here yet, so this is always the truth.
 */
public final class SettingAnswers {
    private static final Map<String, S3Error> NOT_CONFIGURED = Map.of(
            "policy", S3Error.NO_SUCH_BUCKET_POLICY,
            "policyStatus", S3Error.NO_SUCH_BUCKET_POLICY,
            "cors", S3Error.NO_SUCH_CORS_CONFIGURATION,
            "lifecycle", S3Error.NO_SUCH_LIFECYCLE_CONFIGURATION,
            "website", S3Error.NO_SUCH_WEBSITE_CONFIGURATION,
            "object-lock", S3Error.OBJECT_LOCK_CONFIGURATION_NOT_FOUND,
            "publicAccessBlock", S3Error.NO_SUCH_PUBLIC_ACCESS_BLOCK_CONFIGURATION,
            "ownershipControls", S3Error.OWNERSHIP_CONTROLS_NOT_FOUND);
    private static final Map<String, String> EMPTY = Map.of(
            "logging", "BucketLoggingStatus",
            "notification", "NotificationConfiguration",
            "accelerate", "AccelerateConfiguration");
    private static final Map<String, String> LISTS = Map.of(
            "analytics", "ListBucketAnalyticsConfigurationResult",
            "inventory", "ListInventoryConfigurationsResult",
            "metrics", "ListMetricsConfigurationsResult",
            "intelligent-tiering", "ListBucketIntelligentTieringConfigurationsOutput");
    private static final Set<String> OTHERS = Set.of("acl", "requestPayment");

    private SettingAnswers() {}

    /** The settings that can be asked for. */
    public static Set<String> kinds() {
        Set<String> kinds = new TreeSet<>(OTHERS);
        kinds.addAll(NOT_CONFIGURED.keySet());
        kinds.addAll(EMPTY.keySet());
        kinds.addAll(LISTS.keySet());
        return Set.copyOf(kinds);
    }

    /** An object's retention or legal hold, in a bucket without Object Lock. */
    @SuppressWarnings("DoNotCallSuggester") // a row of the operation table, called like its neighbours
    public static Response noObjectLock(S3Request request, ObjectHead head) {
        throw S3Error.INVALID_REQUEST.because("Bucket is missing Object Lock Configuration");
    }

    /** Renders one kind. */
    public static BiFunction<S3Request, GetBucketSetting.Result, Response> of(String kind) {
        return (request, result) -> of(request, kind, result);
    }

    /** The answer of a bucket that exists and whose setting the caller may see. */
    private static Response of(S3Request request, String kind, GetBucketSetting.Result result) {
        S3Error missing = NOT_CONFIGURED.get(kind);
        if (missing != null) {
            throw missing.with(Map.of("BucketName", request.bucket().value()));
        }
        String empty = EMPTY.get(kind);
        if (empty != null) {
            return Answers.xml(XmlWriter.s3(empty).toBytes());
        }
        String list = LISTS.get(kind);
        if (list != null) {
            if (request.query().has("id")) {
                throw new AwsException("NoSuchConfiguration", 404, "The specified configuration does not exist.");
            }
            return Answers.xml(XmlWriter.s3(list).element("IsTruncated", false).toBytes());
        }
        return switch (kind) {
            case "requestPayment" ->
                Answers.xml(XmlWriter.s3("RequestPaymentConfiguration")
                        .element("Payer", "BucketOwner")
                        .toBytes());
            case "acl" -> BucketAnswers.ownerOnlyAcl(result.ownerCanonicalId(), Headers.builder());
            default -> throw S3Error.NOT_IMPLEMENTED.error();
        };
    }
}
