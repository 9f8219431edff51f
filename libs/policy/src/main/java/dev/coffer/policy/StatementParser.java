package dev.coffer.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From a statement's JSON to a {@link Statement}. */
final class StatementParser {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Pattern ACTION = Pattern.compile("\\*|(\\*|[A-Za-z0-9-]+):[A-Za-z0-9*?]+");

    private final JsonNode node;
    private final @Nullable PolicyType type;
    private final boolean variables;

    private StatementParser(JsonNode node, @Nullable PolicyType type, boolean variables) {
        this.node = node;
        this.type = type;
        this.variables = variables;
    }

    static Statement parse(JsonNode node, @Nullable PolicyType type, boolean variables) {
        if (!node.isObject()) {
            throw new MalformedPolicyException("Syntax errors in policy: a statement is not an object");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!ELEMENTS.contains(member.getKey())) {
                throw new MalformedPolicyException("Syntax errors in policy: unknown element " + member.getKey());
            }
        }
        return new StatementParser(node, type, variables).statement();
    }

    private Statement statement() {
        return new Statement(
                sid(), effect(), principals(), actions(), resources(), ConditionParser.parse(node, variables));
    }

    private String sid() {
        JsonNode sid = node.path("Sid");
        if (sid.isMissingNode()) {
            return "";
        }
        if (!sid.isTextual()) {
            throw new MalformedPolicyException("Syntax errors in policy: Sid is not a string");
        }
        return sid.textValue();
    }

    private Effect effect() {
        return switch (node.path("Effect").asText("")) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            case "" -> throw new MalformedPolicyException("Missing required field Effect");
            default ->
                throw new MalformedPolicyException(
                        "Invalid effect: " + node.path("Effect").asText(""));
        };
    }

    private Principals principals() {
        String element = either("Principal", "NotPrincipal");
        if (element.isEmpty()) {
            if (type == PolicyType.RESOURCE || type == PolicyType.TRUST) {
                throw new MalformedPolicyException("Missing required field Principal");
            }
            return Principals.ANYBODY;
        }
        if (type == PolicyType.IDENTITY) {
            throw new MalformedPolicyException("Policy document should not specify a principal.");
        }
        return new Principals(PrincipalParser.parse(node.get(element)), element.startsWith("Not"));
    }

    private Actions actions() {
        String element = either("Action", "NotAction");
        if (element.isEmpty()) {
            throw new MalformedPolicyException("Policy statement must contain actions.");
        }
        List<Template> patterns = new ArrayList<>();
        for (String action : strings(node.get(element), element)) {
            if (!ACTION.matcher(action).matches()) {
                throw new MalformedPolicyException(
                        action.indexOf(':') < 0
                                ? "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
                                : "Action " + action + " is not valid.");
            }
            patterns.add(Template.parse(action, true, false));
        }
        if (patterns.isEmpty()) {
            throw new MalformedPolicyException("Policy statement must contain actions.");
        }
        return new Actions(patterns, element.startsWith("Not"));
    }

    private Resources resources() {
        String element = either("Resource", "NotResource");
        if (type == PolicyType.TRUST) {
            if (!element.isEmpty()) {
                throw new MalformedPolicyException("Has prohibited field Resource");
            }
            return Resources.ALL;
        }
        if (element.isEmpty()) {
            if (type == null && !either("Principal", "NotPrincipal").isEmpty()) {
                return Resources.ALL;
            }
            throw new MalformedPolicyException("Policy statement must contain resources.");
        }
        List<ArnPattern> patterns = strings(node.get(element), element).stream()
                .map(resource -> ArnPattern.parse(resource, variables))
                .toList();
        if (patterns.isEmpty()) {
            throw new MalformedPolicyException("Policy statement must contain resources.");
        }
        return new Resources(patterns, element.startsWith("Not"));
    }

    /** The name of whichever of the two elements is there, or empty. */
    private String either(String element, String negation) {
        if (node.has(element) && node.has(negation)) {
            throw new MalformedPolicyException(
                    "Syntax errors in policy: " + element + " and " + negation + " exclude each other");
        }
        return node.has(element) ? element : node.has(negation) ? negation : "";
    }

    /** A string or a list of strings. */
    static List<String> strings(JsonNode value, String element) {
        List<String> strings = new ArrayList<>();
        for (JsonNode entry : value.isArray() ? value : List.of(value)) {
            if (!entry.isTextual()) {
                throw new MalformedPolicyException("Syntax errors in policy: " + element + " is not a list of strings");
            }
            strings.add(entry.textValue());
        }
        return strings;
    }
}
