package dev.coffer.gateway.http;

/**
 * What a request asks for, as metrics call it: said by its protocol as soon as it knows, in its documented words and never
 * the client's.
 */
public final class OperationName {
    /** What was refused before anybody knew what it asked for. */
    static final String UNKNOWN = "unknown";

    private String name = UNKNOWN;

    /** It is this operation, of a closed set. */
    public void is(String operation) {
        name = operation;
    }

    String get() {
        return name;
    }
}
