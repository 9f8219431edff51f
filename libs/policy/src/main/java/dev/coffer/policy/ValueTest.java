package dev.coffer.policy;

/** One value of a condition in a policy. */
@FunctionalInterface
interface ValueTest {
    /** Whether a value of the request fits; what can't be read as the operator's type doesn't. */
    boolean fits(String value, PolicyRequest request);
}
