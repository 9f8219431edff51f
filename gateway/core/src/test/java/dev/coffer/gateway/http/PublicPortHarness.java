package dev.coffer.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The public port with one edge, which answers as a test says. */
abstract class PublicPortHarness {
    static final int MIB = 1024 * 1024;

    final AtomicReference<Function<Request, Response>> handler = new AtomicReference<>(r -> ok("ok"));
    TestPort port;

    @BeforeEach
    void start() {
        Edge edge = new Edge() {
            @Override
            public int order() {
                return 1;
            }

            @Override
            public boolean accepts(RequestHead head) {
                return true;
            }

            @Override
            public Response handle(Request request) {
                return handler.get().apply(request);
            }
        };
        port = new TestPort(List.of(edge), Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        port.close();
    }

    RawConnection connect() throws IOException {
        return new RawConnection(port.port());
    }

    static Response ok(String text) {
        return Response.of(200, Headers.NONE, text.getBytes(UTF_8));
    }
}
