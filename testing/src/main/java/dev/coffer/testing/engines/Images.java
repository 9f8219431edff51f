package dev.coffer.testing.engines;

import java.util.List;

/** The images that tests run, the same as those of {@code docker-compose.yml}. */
final class Images {
    static final String POSTGRES = "postgres:18";
    static final String KAFKA = "apache/kafka:4.1.2";

    static final List<String> ALL = List.of(POSTGRES, KAFKA);

    private Images() {}
}
