package dev.coffer.benchmarks.wire;

import dev.coffer.cli.Credentials;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A deployment under test, over plain HTTP.
 *
 * @param uri {@code http://host:port}
 * @param region what requests are signed for
 */
public record Endpoint(URI uri, String region, Credentials credentials) {
    private static final int HTTP_PORT = 80;

    /** Refuses what is not plain HTTP. */
    public Endpoint {
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("the endpoint must look like http://127.0.0.1:9000, not " + uri);
        }
    }

    /** Where to connect to. */
    public InetSocketAddress address() {
        return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? HTTP_PORT : uri.getPort());
    }

    /** The {@code Host} header. */
    public String host() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** The same deployment in another region. */
    public Endpoint in(String other) {
        return new Endpoint(uri, other, credentials);
    }
}
