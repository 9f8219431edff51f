package dev.coffer.storage.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.testing.Plans;
import dev.coffer.testing.TestDatabase;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page costs by its entries, counted in pages of the database and not in time. */
class ListingCostTest {
    private static final TestDatabase POSTGRES = TestDatabase.shared().another("listing_cost");
    private static final Plans PLANS = new Plans(POSTGRES.database());
    private static final String KEYS = "format('p%s/%s', lpad((i % 200)::text, 3, '0'), i)";

    @BeforeAll
    static void fill() {
        POSTGRES.migrate("storage");
        PLANS.fill("small", 1, 200, KEYS, false);
        PLANS.fill("large", 1, 100_000, KEYS, false);
        PLANS.fill("hidden", 1, 10_000, KEYS, true);
        PLANS.fill("hidden", 1, 10, "format('q%s/%s', i, i)", false);
        POSTGRES.database().statements().update("analyze storage.object_version");
    }

    @Test
    void the_top_level_of_100_000_keys_costs_at_most_twice_that_of_200() {
        long small = topLevel("small");
        long large = topLevel("large");

        System.out.println("pages for 200 prefixes: over 200 keys " + small + ", over 100,000 keys " + large);
        assertThat(large).isLessThanOrEqualTo(2 * small);
    }

    @Test
    void so_does_the_top_level_of_their_versions() {
        long small = versions("small");
        long large = versions("large");

        System.out.println("pages for 200 prefixes of versions: " + small + " and " + large);
        assertThat(large).isLessThanOrEqualTo(2 * small);
    }

    @Test
    void keys_under_delete_markers_cost_a_listing_nothing() {
        assertThat(topLevel("hidden")).isLessThan(200);
        assertThat(PLANS.pages(ObjectListing.FLAT, "us-east-1", "hidden", Buffer.buffer(), Rollup.end(""), 1001))
                .isLessThan(100);
    }

    @Test
    void a_page_without_delimiter_costs_its_keys_wherever_it_begins() {
        assertThat(PLANS.pages(ObjectListing.FLAT, "us-east-1", "large", Prefixes.bytes("p150/"), Rollup.end(""), 101))
                .isLessThan(250);
    }

    private static long topLevel(String bucket) {
        return PLANS.pages(
                ObjectListing.ROLLED_UP,
                "us-east-1",
                bucket,
                Buffer.buffer(),
                Rollup.end(""),
                1001,
                0,
                Prefixes.bytes("/"));
    }

    private static long versions(String bucket) {
        return PLANS.pages(
                VersionListing.PAGE,
                "us-east-1",
                bucket,
                Buffer.buffer(),
                Rollup.end(""),
                1001,
                0,
                Prefixes.bytes("/"),
                Long.MAX_VALUE,
                "");
    }
}
