package dev.coffer.storage.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.ListObjectVersions;
import dev.coffer.storage.api.ListObjects;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListingTest extends StorageTest {
    private static final Comparator<String> BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    @Test
    void keys_come_in_the_order_of_their_bytes() {
        BucketName bucket = bucket();
        List<String> keys = List.of("B", "a", "a/", "a0", "z", "\u00e9", "\uffee", "\ud83d\ude00", "a!b", "~");
        keys.forEach(key -> put(bucket, key, ""));

        assertThat(call(new ListObjects(bucket, "", "", "", 1000)).entries())
                .extracting(ListObjects.Entry::key)
                .containsExactlyElementsOf(keys.stream().sorted(BYTES).toList());
    }

    /** Pages of every size, with and without delimiter, say together what a plain computation says. */
    @ParameterizedTest
    @CsvSource({"'',''", "'',/", "a/,/", "a/b,/", "'',//", "a,''", "nothing/,/", "'',b", "a/b/,/"})
    void pages_of_any_size_list_everything_once(String prefix, String delimiter) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        BucketName bucket = bucket();
        Set<String> keys = new TreeSet<>(BYTES);
        while (keys.size() < 60) {
            StringBuilder key = new StringBuilder();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                key.append("ab/\u00e9".charAt(random.nextInt(4)));
            }
            keys.add(key.toString());
        }
        keys.forEach(key -> put(bucket, key, ""));
        List<String> expectedKeys = new ArrayList<>();
        Set<String> expectedPrefixes = new LinkedHashSet<>();
        for (String key : keys) {
            if (key.startsWith(prefix)) {
                int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
                if (at < 0) {
                    expectedKeys.add(key);
                } else {
                    expectedPrefixes.add(key.substring(0, at + delimiter.length()));
                }
            }
        }
        for (int size : new int[] {1, 2, 3, 7, 1000}) {
            List<String> foundKeys = new ArrayList<>();
            List<String> foundPrefixes = new ArrayList<>();
            Optional<String> after = Optional.of("");
            while (after.isPresent()) {
                ListObjects.Result page = call(new ListObjects(bucket, prefix, delimiter, after.get(), size));
                assertThat(page.entries().size() + page.commonPrefixes().size()).isLessThanOrEqualTo(size);
                page.entries().forEach(e -> foundKeys.add(e.key()));
                foundPrefixes.addAll(page.commonPrefixes());
                after = page.next();
            }
            assertThat(foundKeys).isEqualTo(expectedKeys);
            assertThat(foundPrefixes).containsExactlyElementsOf(expectedPrefixes);
            assertThat(versionKeys(bucket, prefix, delimiter, size)).isEqualTo(expectedKeys);
        }
    }

    @Test
    void a_page_costs_what_it_returns_not_what_is_stored_below_its_prefixes() {
        BucketName bucket = bucket();
        database.statements()
                .update(
                        "insert into storage.object_version (region, bucket, key, version_id, sequencer, latest, object_id,"
                                + " delete_marker, owner_canonical_id, size, etag, last_modified, storage_class, headers,"
                                + " user_metadata, tags, checksums, parts, replica) select 'us-east-1', $1,"
                                + " convert_to(format('p%s/%s', i % 10, i), 'UTF8'), 'null', i, true, gen_random_uuid(),"
                                + " false, '', 0, '', now(), 'STANDARD', '{}', '{}', '{}', '[]', 0, false"
                                + " from generate_series(1, 50000) i",
                        bucket.value());
        database.statements().update("analyze storage.object_version");

        long begun = System.nanoTime();
        ListObjects.Result page = call(new ListObjects(bucket, "", "/", "", 1000));
        long millis = (System.nanoTime() - begun) / 1_000_000;

        assertThat(page.commonPrefixes()).hasSize(10);
        System.out.println("10 prefixes over 50,000 keys: " + millis + " ms");
        assertThat(millis).isLessThan(1_000);
    }

    @Test
    void versions_come_newest_first_and_pages_go_on_behind_versions_deleted_meanwhile() {
        BucketName bucket = versionedBucket();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.addFirst(put(bucket, "k", "v" + i).versionId().orElseThrow());
        }
        put(bucket, "l", "");

        ListObjectVersions.Result first = call(new ListObjectVersions(bucket, "", "", "", "", 2));
        assertThat(first.entries()).extracting(e -> e.versionId()).containsExactly(ids.get(0), ids.get(1));
        for (String gone : List.of(ids.get(0), ids.get(1))) {
            call(new DeleteObject(bucket, new ObjectKey("k"), Optional.of(gone), Optional.empty()));
        }
        ListObjectVersions.Result second = call(new ListObjectVersions(
                bucket,
                "",
                "",
                first.nextKeyMarker().orElseThrow(),
                first.nextVersionIdMarker().orElseThrow(),
                1000));

        assertThat(second.entries()).extracting(e -> e.key()).containsExactly("k", "k", "k", "k", "l");
        assertThat(second.entries().getFirst().versionId()).isEqualTo(ids.get(2));
        assertThat(second.entries()).extracting(e -> e.latest()).containsExactly(true, false, false, false, true);
        assertThat(second.nextKeyMarker()).isEmpty();
    }

    @Test
    void a_key_whose_latest_version_is_a_delete_marker_is_listed_only_among_versions() {
        BucketName bucket = versionedBucket();
        put(bucket, "dir/gone", "");
        call(new DeleteObject(bucket, new ObjectKey("dir/gone"), Optional.empty(), Optional.empty()));

        assertThat(call(new ListObjects(bucket, "", "", "", 10)).entries()).isEmpty();
        assertThat(call(new ListObjects(bucket, "", "/", "", 10)).commonPrefixes())
                .isEmpty();
        assertThat(call(new ListObjectVersions(bucket, "", "/", "", "", 10)).commonPrefixes())
                .containsExactly("dir/");
    }

    private List<String> versionKeys(BucketName bucket, String prefix, String delimiter, int size) {
        List<String> keys = new ArrayList<>();
        String keyMarker = "";
        String versionMarker = "";
        while (true) {
            ListObjectVersions.Result page =
                    call(new ListObjectVersions(bucket, prefix, delimiter, keyMarker, versionMarker, size));
            page.entries().forEach(e -> keys.add(e.key()));
            if (page.nextKeyMarker().isEmpty()) {
                return keys;
            }
            keyMarker = page.nextKeyMarker().get();
            versionMarker = page.nextVersionIdMarker().orElse("");
        }
    }
}
