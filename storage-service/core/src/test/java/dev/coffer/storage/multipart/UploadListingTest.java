package dev.coffer.storage.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.GetObjectAttributes;
import dev.coffer.storage.api.ListMultipartUploads;
import dev.coffer.storage.api.ListParts;
import dev.coffer.storage.api.ObjectKey;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadListingTest extends MultipartFixture {

    @Test
    void parts_are_listed_page_by_page() {
        BucketName bucket = bucket();
        String upload = create(bucket, "k", EncryptionRequest.NONE, root);
        for (int number : new int[] {3, 1, 7}) {
            part(bucket, "k", upload, number, bytes(number, number), root);
        }

        ListParts.Result first = call(new ListParts(bucket, new ObjectKey("k"), upload, 0, 2));
        ListParts.Result second = call(new ListParts(bucket, new ObjectKey("k"), upload, first.nextMarker(), 2));

        assertThat(first.parts()).extracting(ListParts.Part::number).containsExactly(1, 3);
        assertThat(first.truncated()).isTrue();
        assertThat(second.parts()).extracting(ListParts.Part::size).containsExactly(7L);
        assertThat(second.truncated()).isFalse();
    }

    @Test
    void uploads_are_listed_by_key_then_by_beginning() {
        BucketName bucket = bucket();
        String second = create(bucket, "b", EncryptionRequest.NONE, root);
        String third = create(bucket, "b", EncryptionRequest.NONE, root);
        String first = create(bucket, "a", EncryptionRequest.NONE, root);

        List<String> ids = new ArrayList<>();
        String keyMarker = "";
        String idMarker = "";
        boolean more = true;
        while (more) {
            ListMultipartUploads.Result page = call(new ListMultipartUploads(bucket, "", "", keyMarker, idMarker, 1));
            page.uploads().forEach(u -> ids.add(u.uploadId()));
            more = page.nextKeyMarker().isPresent();
            keyMarker = page.nextKeyMarker().orElse("");
            idMarker = page.nextUploadIdMarker().orElse("");
        }

        assertThat(ids).containsExactly(first, second, third);
        assertThat(call(new ListMultipartUploads(bucket, "", "", "b", "", 10)).uploads())
                .isEmpty();
        assertThat(call(new ListMultipartUploads(bucket, "", "", "", "", 0)).uploads())
                .isEmpty();
    }

    @Test
    void uploads_roll_up_below_common_prefixes() {
        BucketName bucket = bucket();
        for (String key : List.of("p/a/1", "p/a/2", "p/b", "p/c/1", "q")) {
            create(bucket, key, EncryptionRequest.NONE, root);
            create(bucket, key, EncryptionRequest.NONE, root);
        }

        ListMultipartUploads.Result all = call(new ListMultipartUploads(bucket, "p/", "/", "", "", 10));
        assertThat(all.commonPrefixes()).containsExactly("p/a/", "p/c/");
        assertThat(all.uploads()).extracting(ListMultipartUploads.Upload::key).containsExactly("p/b", "p/b");
        assertThat(all.nextKeyMarker()).isEmpty();

        ListMultipartUploads.Result page = call(new ListMultipartUploads(bucket, "p/", "/", "", "", 2));
        assertThat(page.commonPrefixes()).containsExactly("p/a/");
        assertThat(page.nextKeyMarker()).hasValue("p/b");
        ListMultipartUploads.Result rest = call(new ListMultipartUploads(
                bucket,
                "p/",
                "/",
                page.nextKeyMarker().orElseThrow(),
                page.nextUploadIdMarker().orElseThrow(),
                2));
        assertThat(rest.uploads()).hasSize(1);
        assertThat(rest.commonPrefixes()).containsExactly("p/c/");
        assertThat(rest.nextKeyMarker()).isEmpty();
    }

    @Test
    void completed_uploads_are_not_listed() {
        BucketName bucket = bucket();
        uploadAll(bucket, "k", EncryptionRequest.NONE, bytes(1, 10));
        assertThat(call(new ListMultipartUploads(bucket, "", "", "", "", 10)).uploads())
                .isEmpty();
    }

    @Test
    void the_parts_of_an_object_are_among_its_attributes() {
        BucketName bucket = bucket();
        uploadAll(bucket, "k", EncryptionRequest.NONE, bytes(1, PART + 5));

        GetObjectAttributes.Result attributes =
                call(new GetObjectAttributes(bucket, new ObjectKey("k"), Optional.empty(), 0, 1));

        assertThat(attributes.parts()).hasValueSatisfying(parts -> {
            assertThat(parts.total()).isEqualTo(2);
            assertThat(parts.truncated()).isTrue();
            assertThat(parts.nextMarker()).isEqualTo(1);
            assertThat(parts.parts())
                    .singleElement()
                    .satisfies(p -> assertThat(p.size()).isEqualTo(PART));
        });
        assertThat(attributes.checksums()).isNotEmpty();
        put(bucket, "single", "x");
        assertThat(call(new GetObjectAttributes(bucket, new ObjectKey("single"), Optional.empty(), 0, 1))
                        .parts())
                .isEmpty();
    }
}
