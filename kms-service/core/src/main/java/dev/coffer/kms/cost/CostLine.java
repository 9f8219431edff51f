package dev.coffer.kms.cost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.envelope.EncryptionContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/**
 * What one audit record says about cost: the row that it counts in. Sorted, so that concurrent folds lock rows in one
 * order.
 *
 * @param account the caller's
 * @param keyArn of the (first) key, or empty
 * @param caller the ARN of user, role (never its session) or root
 * @param bucket whose object or bucket key it was about, or empty
 */
record CostLine(
        String region,
        Instant hour,
        String account,
        String keyArn,
        String caller,
        String bucket,
        String operation,
        Outcome outcome)
        implements Comparable<CostLine> {
    private static final Comparator<CostLine> ORDER = Comparator.comparing(CostLine::region)
            .thenComparing(CostLine::hour)
            .thenComparing(CostLine::account)
            .thenComparing(CostLine::keyArn)
            .thenComparing(CostLine::caller)
            .thenComparing(CostLine::bucket)
            .thenComparing(CostLine::operation)
            .thenComparing(CostLine::outcome);
    private static final String BUCKET_ARN = "arn:aws:s3:::";

    /** How a call ended. */
    enum Outcome {
        ANSWERED,
        FAILED,
        THROTTLED
    }

    @Override
    public int compareTo(CostLine other) {
        return ORDER.compare(this, other);
    }

    /**
     * The row; nothing for what is no call of KMS, and for the copy that a key's owner gets of another account's call.
     *
     * @throws IllegalArgumentException if it is no audit record
     */
    static Optional<CostLine> of(JsonNode record) {
        JsonNode identity = record.path("userIdentity");
        String account = record.path("recipientAccountId").asText();
        boolean call = record.path("eventSource").asText().equals("kms.amazonaws.com")
                && record.path("eventType").asText().equals("AwsApiCall");
        if (!call || !identity.path("accountId").asText().equals(account)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CostLine(
                    record.required("awsRegion").asText(),
                    Instant.parse(record.required("eventTime").asText()).truncatedTo(ChronoUnit.HOURS),
                    account,
                    key(record),
                    caller(identity),
                    bucket(record),
                    record.required("eventName").asText(),
                    outcome(record)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    private static String key(JsonNode record) {
        for (JsonNode resource : record.path("resources")) {
            if (resource.path("type").asText().equals("AWS::KMS::Key")) {
                return resource.path("ARN").asText();
            }
        }
        return "";
    }

    private static String caller(JsonNode identity) {
        JsonNode issuer = identity.path("sessionContext").path("sessionIssuer").path("arn");
        return issuer.isMissingNode() ? identity.path("arn").asText() : issuer.asText();
    }

    private static String bucket(JsonNode record) {
        String arn = record.path("requestParameters")
                .path("encryptionContext")
                .path(EncryptionContext.S3_ARN)
                .asText();
        if (!arn.startsWith(BUCKET_ARN)) {
            return "";
        }
        String path = arn.substring(BUCKET_ARN.length());
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    private static Outcome outcome(JsonNode record) {
        String error = record.path("errorCode").asText();
        if (error.isEmpty()) {
            return Outcome.ANSWERED;
        }
        return error.equals("ThrottlingException") ? Outcome.THROTTLED : Outcome.FAILED;
    }
}
