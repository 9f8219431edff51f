package dev.coffer.policy;

import java.util.List;

/** Action, or NotAction where {@code inverted}. Names of actions have no case. */
record Actions(List<Template> patterns, boolean inverted) {
    Actions {
        patterns = List.copyOf(patterns);
    }

    boolean cover(PolicyRequest request) {
        return inverted
                != patterns.stream().anyMatch(p -> p.matches(request.action(), request, Template.Case.INSENSITIVE));
    }
}
