package dev.coffer.gateway.admin;

import java.util.Set;

/**
 * One method on one path.
 *
 * @param action what a policy allows or denies, such as {@code coffer:ListRegions}
 * @param query the names of the query parameters; any other is refused, as a misspelt filter would pass unseen
 */
record Route(String method, PathTemplate path, String action, Set<String> query, Handler handler) {

    /** The action without its prefix: the operation's name. */
    String operation() {
        return action.substring(action.indexOf(':') + 1);
    }

    /** What the route does. */
    @FunctionalInterface
    interface Handler {
        /** @return what is written as JSON, or {@link dev.coffer.api.Nothing} for 204 */
        Object handle(AdminCall call);
    }

    static Route get(String path, String action, Set<String> query, Handler handler) {
        return of("GET", path, action, query, handler);
    }

    static Route put(String path, String action, Handler handler) {
        return of("PUT", path, action, Set.of(), handler);
    }

    static Route post(String path, String action, Handler handler) {
        return of("POST", path, action, Set.of(), handler);
    }

    static Route delete(String path, String action, Set<String> query, Handler handler) {
        return of("DELETE", path, action, query, handler);
    }

    private static Route of(String method, String path, String action, Set<String> query, Handler handler) {
        return new Route(method, PathTemplate.parse(path), "coffer:" + action, Set.copyOf(query), handler);
    }
}
