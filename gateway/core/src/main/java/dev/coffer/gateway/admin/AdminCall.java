package dev.coffer.gateway.admin;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.identity.AccountEntryJson;
import dev.coffer.gateway.identity.IdentityErrors;
import dev.coffer.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An authenticated and authorised request.
 *
 * @param path the path's parameters, decoded
 */
record AdminCall(Caller caller, Map<String, String> path, Query query, byte[] body) {

    /** A parameter that the route's path has. */
    String parameter(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no " + name);
        }
        return value;
    }

    /** The path's parameter {@code account}. */
    AccountId account() {
        try {
            return new AccountId(parameter("account"));
        } catch (IllegalArgumentException e) {
            throw IdentityErrors.invalid("An account id has twelve digits.");
        }
    }

    /** The path's parameter {@code name} as a region's name. */
    Region region(String name) {
        return region(name, parameter(name));
    }

    /** A query parameter; none where it is absent or empty. */
    Optional<String> optional(String name) {
        return query.first(name).filter(value -> !value.isEmpty());
    }

    /** A query parameter that is a list, separated by commas. */
    List<String> list(String name) {
        return optional(name)
                .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
                .orElse(List.of());
    }

    /** A query parameter that is a region. */
    Optional<Region> optionalRegion(String name) {
        return optional(name).map(text -> region(name, text));
    }

    /** A query parameter that is a time, ISO 8601. */
    Optional<Instant> optionalInstant(String name) {
        return optional(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw IdentityErrors.invalid(name + " is a time such as 2026-11-01T10:00:00Z.");
            }
        });
    }

    /** The body. */
    JsonFields fields() {
        return new JsonFields(AccountEntryJson.read(new String(body, StandardCharsets.UTF_8)));
    }

    private static Region region(String name, String text) {
        try {
            return new Region(text);
        } catch (IllegalArgumentException e) {
            throw IdentityErrors.invalid(name + " is a region such as eu-west-1.");
        }
    }
}
