package dev.coffer.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** Reads a request's head as it stood on the wire. */
final class RequestHeads {

    private RequestHeads() {}

    static RequestHead of(HttpServerRequest request) {
        String target = originForm(request.uri());
        int question = target.indexOf('?');
        Headers.Builder headers = Headers.builder();
        for (Map.Entry<String, String> field : request.headers()) {
            headers.add(field.getKey(), HeaderText.read(field.getValue()));
        }
        if (!request.headers().contains("host")) {
            headers.add("host", "");
        }
        return new RequestHead(
                request.method().name(),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers.build(),
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress(),
                request.isSSL() ? request.sslSession().getProtocol() : "");
    }

    /** Path and query of a request target, also of one in the absolute form (RFC 9112, section 3.2.2). */
    private static String originForm(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int scheme = target.indexOf("://");
        int slash = scheme < 0 ? -1 : target.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : target.substring(slash);
    }
}
