package dev.coffer.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loopback TCP port that nobody listened on a moment ago, and that no outgoing connection takes meanwhile: it is below
 * the ranges from which systems give those their ports (Linux from 32,768, the others from 49,152).
 */
public final class FreePort {
    private static final int LOWEST = 16_384;
    private static final int PORTS = 32_768 - LOWEST;

    /** Of this JVM: no port twice, as long as others are free. Another JVM begins elsewhere. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private FreePort() {}

    /** Such a port; if there is none, any that is free. */
    public static int find() {
        for (int tries = 0; tries < PORTS; tries++) {
            int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), PORTS);
            if (isFree(port)) {
                return port;
            }
        }
        return anyFree();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
