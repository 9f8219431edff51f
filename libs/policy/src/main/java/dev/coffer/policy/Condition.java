package dev.coffer.policy;

import java.util.List;

/**
 * One operator on one condition key: true where a value of the request fits any of the policy's. A negated operator is
 * true where none does, so also where the request has no such key. Source: "IAM JSON policy elements: Condition
 * operators" and "Set operators for multivalued context keys", IAM User Guide.
 *
 * @param key in lower case
 * @param tests one for each value in the policy
 */
record Condition(Operator operator, Quantifier quantifier, boolean ifExists, String key, List<ValueTest> tests) {

    /** How several values of the request count. */
    enum Quantifier {
        /** No set operator: as {@link #FOR_ANY_VALUE}, but negated as a whole. */
        NONE,
        FOR_ANY_VALUE,
        FOR_ALL_VALUES
    }

    Condition {
        tests = List.copyOf(tests);
    }

    boolean holds(PolicyRequest request) {
        List<String> values = request.values(key);
        if (operator == Operator.NULL) {
            return fitsAny(values.isEmpty() ? "true" : "false", request);
        }
        if (values.isEmpty()) {
            return ifExists
                    || switch (quantifier) {
                        case NONE -> operator.negated();
                        case FOR_ANY_VALUE -> false;
                        case FOR_ALL_VALUES -> true;
                    };
        }
        return switch (quantifier) {
            case NONE -> operator.negated() != values.stream().anyMatch(v -> fitsAny(v, request));
            case FOR_ANY_VALUE -> values.stream().anyMatch(v -> operator.negated() != fitsAny(v, request));
            case FOR_ALL_VALUES -> values.stream().allMatch(v -> operator.negated() != fitsAny(v, request));
        };
    }

    private boolean fitsAny(String value, PolicyRequest request) {
        return tests.stream().anyMatch(test -> test.fits(value, request));
    }
}
