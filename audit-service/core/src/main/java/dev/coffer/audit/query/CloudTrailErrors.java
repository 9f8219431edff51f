package dev.coffer.audit.query;

import dev.coffer.aws.error.AwsException;

/** CloudTrail's refusals. Source: "LookupEvents", AWS CloudTrail API Reference. */
final class CloudTrailErrors {
    private CloudTrailErrors() {}

    static AwsException invalidLookupAttributes(String message) {
        return new AwsException("InvalidLookupAttributesException", 400, message);
    }

    static AwsException invalidMaxResults(int maxResults) {
        return new AwsException(
                "InvalidMaxResultsException",
                400,
                "The max results value " + maxResults + " is not valid. Specify a value between 1 and "
                        + Lookup.MAX_RESULTS + ".");
    }

    static AwsException invalidNextToken() {
        return new AwsException(
                "InvalidNextTokenException",
                400,
                "A token that is not valid, or a token that was previously used in a request with different"
                        + " parameters.");
    }

    static AwsException invalidTimeRange() {
        return new AwsException(
                "InvalidTimeRangeException",
                400,
                "The timestamp values are not valid: the start time occurs after the end time, or the time range is"
                        + " outside the range of possible values.");
    }
}
