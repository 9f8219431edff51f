package dev.coffer.policy;

import java.util.List;

/** One statement: it applies where all of its parts do. */
record Statement(
        String sid,
        Effect effect,
        Principals principals,
        Actions actions,
        Resources resources,
        List<Condition> conditions) {
    Statement {
        conditions = List.copyOf(conditions);
    }

    /** Whether action, resource and conditions fit; who asks is {@link #principals()}' question. */
    boolean isAbout(PolicyRequest request) {
        return actions.cover(request)
                && resources.cover(request)
                && conditions.stream().allMatch(condition -> condition.holds(request));
    }
}
