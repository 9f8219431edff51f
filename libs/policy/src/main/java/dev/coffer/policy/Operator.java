package dev.coffer.policy;

import dev.coffer.policy.Template.Case;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** The condition operators, each with how it reads a policy's value. A negated one shares its positive twin's tests. */
enum Operator {
    STRING_EQUALS("StringEquals", false, (text, variables) -> string(text, false, variables, Case.SENSITIVE)),
    STRING_NOT_EQUALS("StringNotEquals", true, (text, variables) -> string(text, false, variables, Case.SENSITIVE)),
    STRING_EQUALS_IGNORE_CASE(
            "StringEqualsIgnoreCase", false, (text, variables) -> string(text, false, variables, Case.INSENSITIVE)),
    STRING_NOT_EQUALS_IGNORE_CASE(
            "StringNotEqualsIgnoreCase", true, (text, variables) -> string(text, false, variables, Case.INSENSITIVE)),
    STRING_LIKE("StringLike", false, (text, variables) -> string(text, true, variables, Case.SENSITIVE)),
    STRING_NOT_LIKE("StringNotLike", true, (text, variables) -> string(text, true, variables, Case.SENSITIVE)),

    ARN_EQUALS("ArnEquals", false, Operator::arn),
    ARN_LIKE("ArnLike", false, Operator::arn),
    ARN_NOT_EQUALS("ArnNotEquals", true, Operator::arn),
    ARN_NOT_LIKE("ArnNotLike", true, Operator::arn),

    NUMERIC_EQUALS("NumericEquals", false, (text, v) -> numeric(text, order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, (text, v) -> numeric(text, order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, (text, v) -> numeric(text, order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, (text, v) -> numeric(text, order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, (text, v) -> numeric(text, order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, (text, v) -> numeric(text, order -> order >= 0)),

    DATE_EQUALS("DateEquals", false, (text, v) -> date(text, order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, (text, v) -> date(text, order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", false, (text, v) -> date(text, order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, (text, v) -> date(text, order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, (text, v) -> date(text, order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, (text, v) -> date(text, order -> order >= 0)),

    BOOL("Bool", false, Operator::bool),
    NULL("Null", false, Operator::bool),
    BINARY_EQUALS("BinaryEquals", false, (text, v) -> (value, request) -> value.equals(text)),

    IP_ADDRESS("IpAddress", false, Operator::address),
    NOT_IP_ADDRESS("NotIpAddress", true, Operator::address);

    private interface Reader {
        ValueTest read(String text, boolean variables);
    }

    private static final Map<String, Operator> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(o -> o.wireName, Function.identity()));

    private final String wireName;
    private final boolean negated;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final Reader reader;

    Operator(String wireName, boolean negated, Reader reader) {
        this.wireName = wireName;
        this.negated = negated;
        this.reader = reader;
    }

    /** The operator of this exact name, without prefix and suffix. */
    static Optional<Operator> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether it is true where its tests fail. */
    boolean negated() {
        return negated;
    }

    /** @throws MalformedPolicyException if {@code text} is no value for this operator */
    ValueTest read(String text, boolean variables) {
        return reader.read(text, variables);
    }

    private static ValueTest string(String text, boolean wildcards, boolean variables, Case letters) {
        Template template = Template.parse(text, wildcards, variables);
        return (value, request) -> template.matches(value, request, letters);
    }

    private static ValueTest arn(String text, boolean variables) {
        if (text.startsWith("arn:") || text.equals("*")) {
            ArnPattern pattern = ArnPattern.parse(text, variables);
            return (value, request) -> value.startsWith("arn:") && pattern.matches(value, request);
        }
        if (variables && text.startsWith("${")) {
            return string(text, true, true, Case.SENSITIVE);
        }
        throw new MalformedPolicyException(
                "The value " + text + " of an Arn condition must be in ARN format or \"*\".");
    }

    private static ValueTest numeric(String text, IntPredicate order) {
        BigDecimal bound = Values.number(text)
                .orElseThrow(() -> new MalformedPolicyException("Invalid number in a Numeric condition: " + text));
        return (value, request) -> Values.number(value)
                .filter(actual -> order.test(actual.compareTo(bound)))
                .isPresent();
    }

    private static ValueTest date(String text, IntPredicate order) {
        var bound = Values.instant(text)
                .orElseThrow(() -> new MalformedPolicyException("Invalid date in a Date condition: " + text));
        return (value, request) -> Values.instant(value)
                .filter(actual -> order.test(actual.compareTo(bound)))
                .isPresent();
    }

    private static ValueTest bool(String text, boolean variables) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new MalformedPolicyException("Invalid boolean in a condition: " + text);
        }
        return (value, request) -> value.equalsIgnoreCase(text);
    }

    private static ValueTest address(String text, boolean variables) {
        AddressRange range = AddressRange.parse(text)
                .orElseThrow(() -> new MalformedPolicyException("Invalid address range in a condition: " + text));
        return (value, request) -> range.contains(value);
    }
}
