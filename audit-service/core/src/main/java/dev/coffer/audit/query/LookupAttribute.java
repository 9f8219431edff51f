package dev.coffer.audit.query;

import java.util.Arrays;
import java.util.Optional;

/** What LookupEvents can look up by. Source: "LookupAttribute", AWS CloudTrail API Reference. */
enum LookupAttribute {
    EVENT_ID("EventId"),
    EVENT_NAME("EventName"),
    READ_ONLY("ReadOnly"),
    USERNAME("Username"),
    RESOURCE_TYPE("ResourceType"),
    RESOURCE_NAME("ResourceName"),
    EVENT_SOURCE("EventSource"),
    ACCESS_KEY_ID("AccessKeyId");

    private final String wireName;

    LookupAttribute(String wireName) {
        this.wireName = wireName;
    }

    static Optional<LookupAttribute> of(String wireName) {
        return Arrays.stream(values()).filter(a -> a.wireName.equals(wireName)).findFirst();
    }
}
