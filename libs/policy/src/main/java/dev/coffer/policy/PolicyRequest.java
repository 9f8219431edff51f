package dev.coffer.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as policies see it.
 *
 * @param action {@code service:Operation}
 * @param resource the resource's ARN, or {@code *} where the operation has none
 * @param requester who asks
 * @param context condition keys (in any case; held in lower case) and their values; a key without values is absent
 */
public record PolicyRequest(String action, String resource, Requester requester, Map<String, List<String>> context) {

    /** Copies the context, its keys in lower case; values of keys that differ only by case come together. */
    public PolicyRequest {
        Map<String, List<String>> lower = HashMap.newHashMap(context.size());
        context.forEach((key, values) -> {
            if (!values.isEmpty()) {
                lower.merge(key.toLowerCase(Locale.ROOT), List.copyOf(values), PolicyRequest::concatenated);
            }
        });
        context = Map.copyOf(lower);
    }

    /** The values of a condition key, in lower case already; empty where the request has no such key. */
    public List<String> values(String lowerCaseKey) {
        return context.getOrDefault(lowerCaseKey, List.of());
    }

    /** The same request for another action or resource. */
    public PolicyRequest with(String newAction, String newResource) {
        return new PolicyRequest(newAction, newResource, requester, context);
    }

    /** The same request with further context; its keys replace equal ones. */
    public PolicyRequest plus(Map<String, List<String>> more) {
        Map<String, List<String>> all = new HashMap<>(context);
        more.keySet().forEach(key -> all.remove(key.toLowerCase(Locale.ROOT)));
        all.putAll(more);
        return new PolicyRequest(action, resource, requester, all);
    }

    private static List<String> concatenated(List<String> some, List<String> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }
}
