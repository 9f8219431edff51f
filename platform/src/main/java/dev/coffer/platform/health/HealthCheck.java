package dev.coffer.platform.health;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks the service in this container whether it is ready, so that an image needs neither a shell nor curl for it. It runs
 * every few seconds in a JVM of its own: it uses the JDK's sockets and nothing else, since an HTTP client would cost several
 * times the processor time of all the rest. {@code deploy/docker/health.options} starts it.
 *
 * <p>Ready is an answer with status 200; everything else is not, whatever it is.
 */
public final class HealthCheck {
    /** Connecting and answering together; what a container's engine waits for is longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Bytes of a status line; what is longer is none. */
    private static final int LINE_LIMIT = 256;

    private static final int PROTOCOL_LENGTH = "HTTP/1.1".length();

    private final int port;
    private final String checks;
    private final Duration patience;

    HealthCheck(int port, String checks, Duration patience) {
        this.port = port;
        this.checks = checks;
        this.patience = patience;
    }

    /**
     * Ends with code 0 if the service is ready, else with code 1 and one line that says why not.
     *
     * @param args the port on this machine's loopback, and which checks: {@code ready} if not given
     */
    public static void main(String[] args) {
        if (args.length < 1 || args.length > 2) {
            end("usage: HealthCheck PORT [CHECKS]");
        }
        try {
            String status =
                    new HealthCheck(Integer.parseInt(args[0]), args.length == 2 ? args[1] : "ready", PATIENCE).ask();
            if (!isReady(status)) {
                end(status);
            }
        } catch (IOException | IllegalArgumentException e) {
            end(e.getMessage());
        }
    }

    private static void end(String reason) {
        System.out.println(reason); // where an engine looks for it
        System.exit(1);
    }

    /**
     * The answer's status line, without its end.
     *
     * @throws IOException when none came in time
     */
    String ask() throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), left(deadline));
            socket.getOutputStream()
                    .write(("GET /_coffer/health/" + checks + " HTTP/1.0\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return statusLine(socket, deadline);
        }
    }

    /** Whether a status line is that of a 200. */
    static boolean isReady(String statusLine) {
        return statusLine.startsWith("HTTP/1.") && (statusLine + ' ').startsWith(" 200 ", PROTOCOL_LENGTH);
    }

    private static String statusLine(Socket socket, long deadline) throws IOException {
        InputStream answer = socket.getInputStream();
        byte[] line = new byte[LINE_LIMIT];
        int length = 0;
        while (length < line.length) {
            socket.setSoTimeout(left(deadline)); // for each read anew: a byte now and then is no answer either
            int read = answer.read(line, length, line.length - length);
            if (read < 0) {
                throw new EOFException("the answer ended before its status line did");
            }
            for (int end = length + read; length < end; length++) {
                if (line[length] == '\n') {
                    return new String(line, 0, length, StandardCharsets.US_ASCII).strip();
                }
            }
        }
        throw new IOException("the answer's status line is longer than " + LINE_LIMIT + " bytes");
    }

    /** Milliseconds until the deadline, at least one: to a socket, none means for ever. */
    private static int left(long deadline) throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis < 1) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) millis;
    }
}
