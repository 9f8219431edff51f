package dev.coffer.gateway.http;

/**
 * A request without its body, as it stood on the wire.
 *
 * @param method upper case
 * @param rawPath the path as sent, still percent-encoded, beginning with {@code /}
 * @param rawQuery the query as sent without {@code ?}, or empty
 * @param headers the header fields; {@code host} always there
 * @param remoteAddress the client's IP address
 * @param tls the TLS version, or empty
 */
public record RequestHead(
        String method, String rawPath, String rawQuery, Headers headers, String remoteAddress, String tls) {}
