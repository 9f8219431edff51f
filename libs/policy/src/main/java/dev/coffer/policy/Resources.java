package dev.coffer.policy;

import java.util.List;

/** Resource, or NotResource where {@code inverted}. A trust policy has {@link #ALL}. */
record Resources(List<ArnPattern> patterns, boolean inverted) {
    /** Whatever it is. */
    static final Resources ALL = new Resources(List.of(), true);

    Resources {
        patterns = List.copyOf(patterns);
    }

    boolean cover(PolicyRequest request) {
        return inverted != patterns.stream().anyMatch(p -> p.matches(request.resource(), request));
    }
}
