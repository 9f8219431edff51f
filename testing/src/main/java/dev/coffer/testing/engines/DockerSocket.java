package dev.coffer.testing.engines;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Docker's HTTP API at {@code DOCKER_HOST} ({@code unix://} or plain {@code tcp://}), else at its usual socket. One short
 * request each, by hand: where there is no engine, starting a client library to find that out would take seconds.
 */
record DockerSocket(String address) implements Docker {
    private static final String USUAL = "unix:///var/run/docker.sock";
    private static final Duration PATIENCE = Duration.ofMillis(900);
    private static final int STATUS_LINE = "HTTP/1.1 200".length();

    static DockerSocket of(Map<String, String> environment) {
        return new DockerSocket(environment.getOrDefault("DOCKER_HOST", USUAL));
    }

    @Override
    public boolean answers() {
        return isFound("/_ping");
    }

    @Override
    public boolean has(String image) {
        return isFound("/images/" + image + "/json");
    }

    @Override
    public boolean isAroundThisJvm() {
        return Files.exists(Path.of("/.dockerenv"));
    }

    private boolean isFound(String path) {
        try {
            URI uri = URI.create(address);
            return switch (uri.getScheme()) {
                case "unix" -> isOk(UnixDomainSocketAddress.of(uri.getPath()), StandardProtocolFamily.UNIX, path);
                case "tcp" ->
                    isOk(new InetSocketAddress(uri.getHost(), uri.getPort()), StandardProtocolFamily.INET, path);
                case null, default -> false;
            };
        } catch (IOException | IllegalArgumentException e) {
            return false; // no socket, no permission, no address: all of them mean no engine for us
        }
    }

    private static boolean isOk(SocketAddress at, StandardProtocolFamily family, String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(family)) {
            FutureTask<Boolean> exchange = new FutureTask<>(() -> exchange(channel, at, path));
            Thread.ofVirtual().name("docker-probe").start(exchange);
            return exchange.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean exchange(SocketChannel channel, SocketAddress at, String path) throws IOException {
        channel.connect(at);
        ByteBuffer request = ByteBuffer.wrap(
                ("GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        while (request.hasRemaining()) {
            channel.write(request);
        }
        ByteBuffer status = ByteBuffer.allocate(STATUS_LINE);
        while (status.hasRemaining() && channel.read(status) >= 0) {
            // until the status is complete
        }
        return StandardCharsets.US_ASCII.decode(status.flip()).toString().endsWith(" 200");
    }
}
