package dev.coffer.storage.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SSE-S3 root and the database that it belongs to, on a real one. */
class SseS3RootTest {
    private static final String ONE = base64(1);
    private static final String OTHER = base64(2);

    private static TestDatabase server;

    @TempDir
    Path data;

    @BeforeAll
    static void database_of_its_own() {
        server = TestDatabase.shared().another("sse_s3_root");
    }

    @BeforeEach
    void empty_schema() {
        server.migrate("storage");
    }

    @Test
    void the_first_start_makes_a_root_that_only_its_owner_may_read_and_later_ones_use_it() throws IOException {
        start(Optional.empty());
        String made = Files.readString(file());
        assertThat(Base64.getDecoder().decode(made)).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");

        start(Optional.empty());
        assertThat(Files.readString(file())).isEqualTo(made);
        start(Optional.of(made));
    }

    @Test
    void another_root_is_refused_in_one_line_and_nothing_is_changed() throws IOException {
        start(Optional.empty());
        List<String> before = rows();
        Files.writeString(file(), OTHER);

        assertThatThrownBy(() -> start(Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the SSE-S3 root in " + file() + " does not open the keys in this database; is it another"
                        + " data folder's, or another instance's? Nothing was changed");
        assertThat(rows()).isEqualTo(before);
        assertThat(Files.readString(file())).isEqualTo(OTHER);
    }

    @Test
    void a_configured_root_counts_and_leaves_no_file() {
        start(Optional.of(ONE + "\n"));
        List<String> before = rows();

        assertThatThrownBy(() -> start(Optional.of(OTHER)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the SSE-S3 root in coffer.sse-s3.root does not open the keys")
                .hasMessageNotContaining(OTHER);
        assertThat(rows()).isEqualTo(before);
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_lost_root_is_not_replaced_by_a_new_one() throws IOException {
        start(Optional.empty());
        List<String> before = rows();
        Files.delete(file());

        assertThatThrownBy(() -> start(Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the SSE-S3 root " + file() + " is missing, and the keys in this database lie under it: put"
                        + " it back, or set coffer.sse-s3.root");
        assertThat(rows()).isEqualTo(before);
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_database_from_before_the_check_is_known_by_its_bucket_roots() {
        start(Optional.of(ONE));
        server.database()
                .statements()
                .update("insert into storage.bucket_root (region, bucket, root_key_id, wrapped_key, created_at)"
                        + " select 'us-east-1', 'nobodys-bucket', id, root_check, now() from storage.identity");
        server.database().statements().update("update storage.identity set root_check = null");
        List<String> before = rows();

        assertThatThrownBy(() -> start(Optional.empty())).hasMessageContaining("is missing");
        assertThatThrownBy(() -> start(Optional.of(OTHER))).hasMessageContaining("does not open");
        assertThat(rows()).isEqualTo(before);
        start(Optional.of(ONE));
        assertThat(rows()).isNotEqualTo(before);
    }

    @Test
    void what_is_no_root_is_refused_without_being_told() {
        assertThatThrownBy(() -> start(Optional.of("my secret!")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the SSE-S3 root in coffer.sse-s3.root is not base64");
        assertThatThrownBy(() -> start(Optional.of("c2VjcmV0")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the SSE-S3 root in coffer.sse-s3.root has 6 bytes instead of 32");
    }

    private void start(Optional<String> configured) {
        new SseS3Keys(new SseS3Root(configured, data), new BucketRoots(server.database()), InstantSource.system())
                .verify();
    }

    private Path file() {
        return data.resolve("secrets").resolve("sse-s3-root");
    }

    /** All that the root has to do with. */
    private static List<String> rows() {
        return server.database()
                .statements()
                .query(
                        "select 'check ' || coalesce(encode(root_check, 'hex'), 'none') from storage.identity union all"
                                + " select root_key_id || ' ' || encode(wrapped_key, 'hex') from storage.bucket_root",
                        row -> row.getString(0));
    }

    private static String base64(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }
}
