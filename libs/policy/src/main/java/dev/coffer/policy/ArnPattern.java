package dev.coffer.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * An ARN with wildcards and variables. Each of the six parts between colons matches by itself, so that a wildcard never
 * reaches into the next part, but the last, the resource, may have colons; missing parts mean {@code *}. {@code "*"}
 * alone matches everything, also what is no ARN. Source: "IAM JSON policy elements: Resource".
 */
final class ArnPattern {
    private static final int PARTS = 6;

    private final boolean anything;
    private final List<Template> parts;

    private ArnPattern(boolean anything, List<Template> parts) {
        this.anything = anything;
        this.parts = List.copyOf(parts);
    }

    /** @throws MalformedPolicyException if it is neither {@code *} nor begins as an ARN */
    static ArnPattern parse(String text, boolean variables) {
        if (text.equals("*")) {
            return new ArnPattern(true, List.of());
        }
        if (!text.startsWith("arn:")) {
            throw new MalformedPolicyException("Resource " + text + " must be in ARN format or \"*\".");
        }
        List<Template> parts = new ArrayList<>(PARTS);
        for (String part : split(text)) {
            parts.add(Template.parse(part, true, variables));
        }
        while (parts.size() < PARTS) {
            parts.add(Template.anything());
        }
        return new ArnPattern(false, parts);
    }

    boolean matches(String resource, PolicyRequest request) {
        if (anything) {
            return true;
        }
        String[] actual = resource.split(":", PARTS);
        if (actual.length < PARTS) {
            return false;
        }
        for (int i = 0; i < PARTS; i++) {
            if (!parts.get(i).matches(actual[i], request, Template.Case.SENSITIVE)) {
                return false;
            }
        }
        return true;
    }

    /** At most six parts; the colons inside {@code ${…}} separate nothing. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>(PARTS);
        int from = 0;
        int at = 0;
        while (at < text.length() && parts.size() < PARTS - 1) {
            if (text.startsWith("${", at) && text.indexOf('}', at) > 0) {
                at = text.indexOf('}', at);
            } else if (text.charAt(at) == ':') {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
            at++;
        }
        parts.add(text.substring(from));
        return parts;
    }
}
