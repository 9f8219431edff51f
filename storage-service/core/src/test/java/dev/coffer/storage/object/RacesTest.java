package dev.coffer.storage.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.error.AwsException;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.DeleteObject;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ListObjectVersions;
import dev.coffer.storage.api.ListObjects;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutBucketVersioning;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.testing.StorageTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of one key at the same time: one order, the same for readers, listings and events. */
@QuarkusTest
class RacesTest extends StorageTest {
    private static final int WRITERS = 60;

    @ParameterizedTest
    @EnumSource(Versioning.class)
    void racing_puts_and_deletes_of_one_key_have_one_order(Versioning versioning) throws Exception {
        BucketName bucket = bucket();
        if (versioning != Versioning.OFF) {
            call(new PutBucketVersioning(bucket, versioning));
        }
        List<Callable<Object>> changes = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String text = "writer " + i;
            boolean deletes = i % 3 == 2;
            changes.add(() -> deletes
                    ? call(new DeleteObject(bucket, new ObjectKey("k"), Optional.empty(), Optional.empty()))
                    : put(bucket, "k", text));
        }

        atOnce(changes);

        List<ObjectEvent> events = events(bucket, "k");
        assertThat(events)
                .extracting(e -> e.sequencer().orElseThrow())
                .isSorted()
                .doesNotHaveDuplicates();
        ObjectEvent last = events.getLast();
        List<ListObjectVersions.Entry> versions = versions(bucket);
        assertThat(versions).filteredOn(v -> v.latest()).hasSizeLessThanOrEqualTo(1);
        List<ListObjects.Entry> listed =
                call(new ListObjects(bucket, "", "", "", 10)).entries();
        if (last.eventName().startsWith("ObjectCreated")) {
            String etag = last.etag().orElseThrow();
            assertThat(get(bucket, "k").head().etag()).isEqualTo(etag);
            assertThat(listed)
                    .singleElement()
                    .satisfies(e -> assertThat(e.etag()).isEqualTo(etag));
            assertThat(versions.getFirst().etag()).isEqualTo(etag);
            assertThat(versions.getFirst().latest()).isTrue();
        } else {
            assertThat(listed).isEmpty();
        }
        switch (versioning) {
            case OFF -> assertThat(versions).hasSizeLessThanOrEqualTo(1);
            case SUSPENDED ->
                assertThat(versions)
                        .singleElement()
                        .satisfies(v -> assertThat(v.versionId()).isEqualTo("null"));
            case ENABLED ->
                assertThat(versions)
                        .extracting(v -> v.versionId())
                        .containsExactlyElementsOf(events.stream()
                                .sorted(Comparator.comparing(
                                                (ObjectEvent e) -> e.sequencer().orElseThrow())
                                        .reversed())
                                .map(e -> e.versionId().orElseThrow())
                                .toList());
        }
    }

    @Test
    void of_racing_writes_if_none_match_exactly_one_wins() throws Exception {
        BucketName bucket = bucket();
        Conditions onlyNew = new Conditions(Optional.empty(), Optional.of("*"), Optional.empty(), Optional.empty());
        AtomicInteger won = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Callable<Object>> changes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            byte[] bytes = ("writer " + i).getBytes(StandardCharsets.UTF_8);
            changes.add(() -> {
                try {
                    put(put(bucket, "k", EncryptionRequest.NONE, onlyNew), bytes, root);
                    return won.incrementAndGet();
                } catch (AwsException e) {
                    assertThat(e.code()).isEqualTo("PreconditionFailed");
                    return refused.incrementAndGet();
                }
            });
        }

        atOnce(changes);

        assertThat(won).hasValue(1);
        assertThat(refused).hasValue(29);
        assertThat(events(bucket, "k")).hasSize(1);
    }

    @Test
    void of_racing_writes_if_match_one_wins_per_etag() throws Exception {
        BucketName bucket = bucket();
        String etag = put(bucket, "k", "first").etag();
        Conditions same =
                new Conditions(Optional.of("\"" + etag + "\""), Optional.empty(), Optional.empty(), Optional.empty());
        AtomicInteger won = new AtomicInteger();
        List<Callable<Object>> changes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] bytes = ("writer " + i).getBytes(StandardCharsets.UTF_8);
            changes.add(() -> {
                try {
                    put(put(bucket, "k", EncryptionRequest.NONE, same), bytes, root);
                    return won.incrementAndGet();
                } catch (AwsException e) {
                    return e.code();
                }
            });
        }

        atOnce(changes);

        assertThat(won).hasValue(1);
    }

    @Test
    void writes_of_many_keys_at_once_are_all_there() throws Exception {
        BucketName bucket = versionedBucket();
        List<Callable<Object>> changes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String key = "k" + i % 40;
            changes.add(() -> put(bucket, key, key));
        }

        atOnce(changes);

        assertThat(versions(bucket)).hasSize(200).filteredOn(v -> v.latest()).hasSize(40);
    }

    private List<ListObjectVersions.Entry> versions(BucketName bucket) {
        return call(new ListObjectVersions(bucket, "", "", "", "", 1000)).entries();
    }

    private static void atOnce(List<Callable<Object>> changes) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> future : threads.invokeAll(changes)) {
                future.get();
            }
        }
    }
}
