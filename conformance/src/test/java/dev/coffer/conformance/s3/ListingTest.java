package dev.coffer.conformance.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

@Conformance
class ListingTest {
    private final Deployment coffer;

    ListingTest(Deployment coffer) {
        this.coffer = coffer;
    }

    private String bucketWith(Iterable<String> keys) {
        String bucket = coffer.newBucket();
        for (String key : keys) {
            coffer.s3().putObject(p -> p.bucket(bucket).key(key), RequestBody.fromString(key));
        }
        return bucket;
    }

    @Test
    void keys_are_in_byte_order() {
        List<String> keys = List.of("Z", "a", "a/b", "a0", "b", "é", "日", "🗝", "�");
        String bucket = bucketWith(keys);
        List<String> sorted = new ArrayList<>(keys);
        sorted.sort(Comparator.comparing(k -> k.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket)).contents())
                .extracting(S3Object::key)
                .containsExactlyElementsOf(sorted);
    }

    @Test
    void a_delimiter_makes_folders() {
        String bucket = bucketWith(List.of("a.txt", "photos/1", "photos/2", "photos/old/3", "z/"));
        ListObjectsV2Response top =
                coffer.s3().listObjectsV2(l -> l.bucket(bucket).delimiter("/"));
        assertThat(top.contents()).extracting(S3Object::key).containsExactly("a.txt");
        assertThat(top.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("photos/", "z/");
        assertThat(top.keyCount()).isEqualTo(3);
        ListObjectsV2Response photos =
                coffer.s3().listObjectsV2(l -> l.bucket(bucket).delimiter("/").prefix("photos/"));
        assertThat(photos.contents()).extracting(S3Object::key).containsExactly("photos/1", "photos/2");
        assertThat(photos.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("photos/old/");
    }

    /** Every page size must give the same keys and prefixes, each once, in order. */
    @Test
    void pages_together_are_the_whole() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeSet<String> keys = new TreeSet<>();
        while (keys.size() < 40) {
            keys.add("abc".charAt(random.nextInt(3)) + (random.nextBoolean() ? "/" : "-") + random.nextInt(30));
        }
        String bucket = bucketWith(keys);
        for (int size : new int[] {1, 3, 7, 1000}) {
            List<String> all = new ArrayList<>();
            for (ListObjectsV2Response page : coffer.s3()
                    .listObjectsV2Paginator(l -> l.bucket(bucket).delimiter("/").maxKeys(size))) {
                assertThat(page.contents().size() + page.commonPrefixes().size())
                        .isLessThanOrEqualTo(size);
                page.contents().forEach(o -> all.add(o.key()));
                page.commonPrefixes().forEach(p -> all.add(p.prefix()));
            }
            TreeSet<String> expected = new TreeSet<>();
            keys.forEach(k -> expected.add(k.contains("/") ? k.substring(0, k.indexOf('/') + 1) : k));
            assertThat(all)
                    .as("page size %d, seed %d", size, seed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void version_1_pages_by_marker() {
        String bucket = bucketWith(List.of("a", "b", "c/1", "c/2", "d"));
        var first = coffer.s3().listObjects(l -> l.bucket(bucket).maxKeys(3).delimiter("/"));
        assertThat(first.isTruncated()).isTrue();
        assertThat(first.nextMarker()).isEqualTo("c/");
        var second =
                coffer.s3().listObjects(l -> l.bucket(bucket).delimiter("/").marker(first.nextMarker()));
        assertThat(second.contents()).extracting(S3Object::key).containsExactly("d");
        assertThat(second.isTruncated()).isFalse();
    }

    @Test
    void listing_may_start_anywhere() {
        String bucket = bucketWith(List.of("a", "b", "c"));
        assertThat(coffer.s3()
                        .listObjectsV2(l -> l.bucket(bucket).startAfter("a"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("b", "c");
        assertThat(coffer.s3()
                        .listObjectsV2(l -> l.bucket(bucket).startAfter("aa"))
                        .contents())
                .hasSize(2);
        assertThat(coffer.s3().listObjectsV2(l -> l.bucket(bucket).maxKeys(0)).contents())
                .isEmpty();
    }

    @Test
    void an_entry_tells_size_etag_and_class() {
        String bucket = bucketWith(List.of("key"));
        assertThat(coffer.s3()
                        .listObjectsV2(l -> l.bucket(bucket).fetchOwner(true))
                        .contents())
                .singleElement()
                .satisfies(o -> {
                    assertThat(o.size()).isEqualTo(3);
                    assertThat(o.eTag()).isEqualTo("\"3c6e0b8a9c15224a8228b9a98ca1531d\"");
                    assertThat(o.storageClassAsString()).isEqualTo("STANDARD");
                    assertThat(o.owner().id()).hasSize(64);
                });
    }

    @Test
    void versions_are_listed_newest_first_with_markers_and_pages() {
        String bucket = coffer.newBucket();
        coffer.s3()
                .putBucketVersioning(
                        v -> v.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.addFirst(coffer.s3()
                    .putObject(p -> p.bucket(bucket).key("k"), RequestBody.fromString("x"))
                    .versionId());
        }
        String marker = coffer.s3().deleteObject(d -> d.bucket(bucket).key("k")).versionId();
        var all = coffer.s3().listObjectVersions(l -> l.bucket(bucket));
        assertThat(all.versions()).extracting(v -> v.versionId()).containsExactlyElementsOf(ids);
        assertThat(all.versions()).noneMatch(v -> v.isLatest());
        assertThat(all.deleteMarkers()).singleElement().satisfies(m -> {
            assertThat(m.versionId()).isEqualTo(marker);
            assertThat(m.isLatest()).isTrue();
        });
        List<String> paged = new ArrayList<>();
        coffer.s3()
                .listObjectVersionsPaginator(l -> l.bucket(bucket).maxKeys(1))
                .forEach(page -> {
                    page.deleteMarkers().forEach(m -> paged.add(m.versionId()));
                    page.versions().forEach(v -> paged.add(v.versionId()));
                });
        List<String> expected = new ArrayList<>(ids);
        expected.addFirst(marker);
        assertThat(paged).containsExactlyElementsOf(expected);
    }
}
