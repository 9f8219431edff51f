package dev.coffer.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.policy.Condition.Quantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From a Condition element's JSON to conditions, all of which must hold. */
final class ConditionParser {
    private static final String FOR_ANY = "ForAnyValue:";
    private static final String FOR_ALL = "ForAllValues:";
    private static final String IF_EXISTS = "IfExists";

    private ConditionParser() {}

    /** The conditions of a statement; none where it has no Condition element. */
    static List<Condition> parse(JsonNode statement, boolean variables) {
        JsonNode element = statement.path("Condition");
        if (element.isMissingNode()) {
            return List.of();
        }
        if (!element.isObject()) {
            throw new MalformedPolicyException("Syntax errors in policy: Condition is not an object");
        }
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : element.properties()) {
            if (!operator.getValue().isObject()) {
                throw new MalformedPolicyException(
                        "Syntax errors in policy: " + operator.getKey() + " is not an object");
            }
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                conditions.add(condition(operator.getKey(), key.getKey(), key.getValue(), variables));
            }
        }
        return conditions;
    }

    private static Condition condition(String operatorText, String key, JsonNode values, boolean variables) {
        String name = operatorText;
        Quantifier quantifier = Quantifier.NONE;
        if (name.startsWith(FOR_ANY)) {
            quantifier = Quantifier.FOR_ANY_VALUE;
            name = name.substring(FOR_ANY.length());
        } else if (name.startsWith(FOR_ALL)) {
            quantifier = Quantifier.FOR_ALL_VALUES;
            name = name.substring(FOR_ALL.length());
        }
        boolean ifExists = name.endsWith(IF_EXISTS);
        if (ifExists) {
            name = name.substring(0, name.length() - IF_EXISTS.length());
        }
        Operator operator = Operator.named(name)
                .orElseThrow(() -> new MalformedPolicyException("Invalid Condition type : " + operatorText));
        if (operator == Operator.NULL && ifExists) {
            throw new MalformedPolicyException("Invalid Condition type : " + operatorText);
        }
        if (key.indexOf(':') < 1) {
            throw new MalformedPolicyException(
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        List<ValueTest> tests = new ArrayList<>();
        for (JsonNode value : values.isArray() ? values : List.of(values)) {
            if (!value.isValueNode() || value.isNull()) {
                throw new MalformedPolicyException("Syntax errors in policy: a value of " + key + " is not a string");
            }
            tests.add(operator.read(value.asText(), variables));
        }
        return new Condition(operator, quantifier, ifExists, key.toLowerCase(Locale.ROOT), tests);
    }
}
