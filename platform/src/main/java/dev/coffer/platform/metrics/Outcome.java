package dev.coffer.platform.metrics;

import dev.coffer.aws.error.AwsException;
import java.util.Set;

/** How a request ended, as metrics tell it apart. */
public enum Outcome {
    /** Done. */
    OK("ok"),
    /** Refused for what the requester asked or may not. */
    REFUSED("refused"),
    /** Refused for its rate: to be tried again later. */
    THROTTLED("throttled"),
    /** Not done for a reason of ours. */
    FAILED("failed");

    private static final Set<String> THROTTLES = Set.of("ThrottlingException", "SlowDown");
    private static final int FIRST_OF_OURS = 500;

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** The label's value. */
    public String label() {
        return label;
    }

    /** What the failure of a request means. */
    public static Outcome of(Throwable failure) {
        return switch (failure) {
            case AwsException refusal when THROTTLES.contains(refusal.code()) -> THROTTLED;
            case AwsException refusal when refusal.status() < FIRST_OF_OURS -> REFUSED;
            default -> FAILED;
        };
    }
}
