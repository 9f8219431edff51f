package dev.coffer.audit.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** CloudTrail's LookupEvents for the caller's account and the region of the call. Source: AWS CloudTrail API Reference. */
public record LookupEvents(
        List<LookupEvents.Attribute> lookupAttributes,
        Optional<Instant> startTime,
        Optional<Instant> endTime,
        Optional<Integer> maxResults,
        Optional<String> nextToken)
        implements AuditOperation<LookupEvents.Result> {
    /** Copies the collections. */
    public LookupEvents {
        lookupAttributes = List.copyOf(lookupAttributes);
    }
    /** One condition. */
    public record Attribute(String attributeKey, String attributeValue) {}

    /** A page, newest first. */
    public record Result(List<Event> events, Optional<String> nextToken) {
        /** Copies the list. */
        public Result {
            events = List.copyOf(events);
        }
    }

    /** One event; {@code cloudTrailEvent} is the record as JSON. */
    public record Event(
            String eventId,
            String eventName,
            String readOnly,
            Optional<String> accessKeyId,
            Instant eventTime,
            String eventSource,
            Optional<String> username,
            List<Resource> resources,
            String cloudTrailEvent) {
        /** Copies the list. */
        public Event {
            resources = List.copyOf(resources);
        }
    }

    /** A resource of an event. */
    public record Resource(String resourceType, String resourceName) {}
}
