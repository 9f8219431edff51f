package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.Conditions;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreconditionsTest {
    private static final String ETAG = "5d41402abc4b2a76b9719d911017c592";
    private static final Instant WRITTEN = Instant.parse("2026-11-01T10:00:00.750Z");
    private static final String BEFORE = "2026-11-01T09:59:59Z";
    private static final String SAME_SECOND = "2026-11-01T10:00:00Z";
    private static final String AFTER = "2026-11-01T10:00:01Z";

    record Case(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String ifModifiedSince,
            @Nullable String ifUnmodifiedSince,
            int expected) {}

    static Stream<Case> reads() {
        String other = "\"other\"";
        String same = "\"" + ETAG + "\"";
        return Stream.of(
                new Case(null, null, null, null, 200),
                new Case(same, null, null, null, 200),
                new Case(ETAG, null, null, null, 200),
                new Case("*", null, null, null, 200),
                new Case(other + ", " + same, null, null, null, 200),
                new Case(other, null, null, null, 412),
                new Case(null, same, null, null, 304),
                new Case(null, "W/" + same, null, null, 304),
                new Case(null, "*", null, null, 304),
                new Case(null, other, null, null, 200),
                new Case(null, null, BEFORE, null, 200),
                new Case(null, null, SAME_SECOND, null, 304),
                new Case(null, null, AFTER, null, 304),
                new Case(null, null, null, BEFORE, 412),
                new Case(null, null, null, SAME_SECOND, 200),
                new Case(null, null, null, AFTER, 200),
                // If-Match that holds: If-Unmodified-Since counts for nothing
                new Case(same, null, null, BEFORE, 200),
                new Case(other, null, null, AFTER, 412),
                // If-None-Match that does not hold outweighs If-Modified-Since
                new Case(null, same, BEFORE, null, 304),
                new Case(null, other, AFTER, null, 200),
                // a failure outweighs a 304
                new Case(other, same, null, null, 412));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void reads_follow_the_precedence_of_http_as_s3_has_it(Case c) {
        Conditions conditions = new Conditions(
                Optional.ofNullable(c.ifMatch()),
                Optional.ofNullable(c.ifNoneMatch()),
                Optional.ofNullable(c.ifModifiedSince()).map(Instant::parse),
                Optional.ofNullable(c.ifUnmodifiedSince()).map(Instant::parse));

        assertThat(status(() -> Preconditions.checkRead(conditions, ETAG, WRITTEN)))
                .isEqualTo(c.expected());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, etag, 200",
                "-, *, -, 200",
                "-, *, etag, 412",
                "-, other, etag, 501",
                "etag, -, etag, 200",
                "other, -, etag, 412",
                "etag, -, -, 404",
                "*, -, etag, 200"
            })
    void writes_compare_with_the_current_object(
            @Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String current, int expected) {
        Conditions conditions = new Conditions(
                Optional.ofNullable(ifMatch), Optional.ofNullable(ifNoneMatch), Optional.empty(), Optional.empty());

        assertThat(status(() -> Preconditions.checkWrite(conditions, Optional.ofNullable(current))))
                .isEqualTo(expected);
    }

    private static int status(Runnable check) {
        try {
            check.run();
            return 200;
        } catch (AwsException e) {
            return e.status();
        }
    }
}
