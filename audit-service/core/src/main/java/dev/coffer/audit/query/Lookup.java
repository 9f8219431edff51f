package dev.coffer.audit.query;

import dev.coffer.audit.api.LookupEvents;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A LookupEvents request that was found valid.
 *
 * @param from inclusive
 * @param to inclusive
 * @param limit records on the page
 * @param after where the page before ended
 * @param fingerprint all that a request for the next page has to repeat
 */
record Lookup(
        AccountId account,
        Region region,
        Optional<Condition> condition,
        Instant from,
        Instant to,
        int limit,
        Optional<Cursor> after,
        String fingerprint) {
    static final int MAX_RESULTS = 50;
    static final Duration HISTORY = Duration.ofDays(90);

    private static final int MAX_VALUE_LENGTH = 2000;

    /** The one attribute. */
    record Condition(LookupAttribute attribute, String value) {}

    /**
     * Validates a request.
     *
     * @param now the end of the 90 days that can be looked up
     * @throws dev.coffer.aws.error.AwsException CloudTrail's refusal
     */
    static Lookup of(LookupEvents request, AccountId account, Region region, Instant now) {
        Optional<Condition> condition = condition(request);
        int limit = request.maxResults().orElse(MAX_RESULTS);
        if (limit < 1 || limit > MAX_RESULTS) {
            throw CloudTrailErrors.invalidMaxResults(limit);
        }
        Instant oldest = now.minus(HISTORY);
        Instant from = request.startTime().orElse(oldest);
        Instant to = request.endTime().orElse(Instant.MAX);
        if (from.isAfter(to) && request.startTime().isPresent()) {
            throw CloudTrailErrors.invalidTimeRange();
        }
        String fingerprint = String.join(
                "\n",
                "LookupEvents",
                account.value(),
                region.id(),
                condition.map(c -> c.attribute().name()).orElse(""),
                request.startTime().map(Instant::toString).orElse(""),
                request.endTime().map(Instant::toString).orElse(""),
                condition.map(Condition::value).orElse(""));
        Optional<Cursor> after = request.nextToken()
                .map(token -> PageToken.read(token, fingerprint).orElseThrow(CloudTrailErrors::invalidNextToken));
        return new Lookup(
                account, region, condition, from.isBefore(oldest) ? oldest : from, to, limit, after, fingerprint);
    }

    private static Optional<Condition> condition(LookupEvents request) {
        if (request.lookupAttributes().isEmpty()) {
            return Optional.empty();
        }
        if (request.lookupAttributes().size() > 1) {
            throw CloudTrailErrors.invalidLookupAttributes("You can specify only one lookup attribute.");
        }
        LookupEvents.Attribute sent = request.lookupAttributes().getFirst();
        LookupAttribute attribute = LookupAttribute.of(sent.attributeKey())
                .orElseThrow(() -> CloudTrailErrors.invalidLookupAttributes(
                        "The lookup attribute " + sent.attributeKey() + " is not valid."));
        int length = sent.attributeValue().length();
        if (length < 1 || length > MAX_VALUE_LENGTH) {
            throw CloudTrailErrors.invalidLookupAttributes(
                    "The value of the lookup attribute " + sent.attributeKey() + " is not valid.");
        }
        return Optional.of(new Condition(attribute, sent.attributeValue()));
    }
}
