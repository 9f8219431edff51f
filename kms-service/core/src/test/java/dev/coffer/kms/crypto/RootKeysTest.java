package dev.coffer.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The root key and the data that it belongs to, on a real database. */
class RootKeysTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final Region IRELAND = new Region("eu-west-1");

    private final Database database = TestDatabase.shared().database();

    @TempDir
    Path data;

    @BeforeEach
    @AfterEach
    void emptySchema() {
        TestDatabase.shared().migrate("kms");
    }

    @Test
    void the_first_start_makes_a_key_that_only_its_owner_may_read() throws IOException {
        load(Optional.empty(), VIRGINIA);

        assertThat(Files.readAllBytes(file())).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void later_starts_and_new_regions_use_the_same_key() throws IOException {
        byte[] mark = load(Optional.empty(), VIRGINIA).mark(VIRGINIA);
        byte[] made = Files.readAllBytes(file());

        RootKey again = load(Optional.empty(), VIRGINIA, IRELAND);

        assertThat(again.knows(VIRGINIA, mark)).isTrue();
        assertThat(Files.readAllBytes(file())).isEqualTo(made);
        assertThat(marks()).isEqualTo(2);
    }

    @Test
    void another_key_is_refused_before_anything_is_changed() throws IOException {
        load(Optional.empty(), VIRGINIA);
        Files.write(file(), new byte[32]);

        assertThatThrownBy(() -> load(Optional.empty(), VIRGINIA, IRELAND))
                .isInstanceOf(RootKeyUnusable.class)
                .hasMessage("The KMS root key in " + file()
                        + " is not the one that the keys of us-east-1 were wrapped by; nothing was changed");
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    void a_lost_key_is_not_replaced_by_a_new_one() throws IOException {
        load(Optional.empty(), VIRGINIA);
        Files.delete(file());

        assertThatThrownBy(() -> load(Optional.empty(), VIRGINIA))
                .isInstanceOf(RootKeyUnusable.class)
                .hasMessageContaining("is missing, and this data was encrypted under it");
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_configured_key_leaves_no_file() {
        String base64 = Base64.getEncoder().encodeToString(CiphertextBlobTest.sequence(32, 1));
        byte[] mark = load(Optional.of(base64 + "\n"), VIRGINIA).mark(VIRGINIA);

        assertThat(load(Optional.of(base64), VIRGINIA).knows(VIRGINIA, mark)).isTrue();
        assertThat(file()).doesNotExist();
        String other = Base64.getEncoder().encodeToString(CiphertextBlobTest.sequence(32, 2));
        assertThatThrownBy(() -> load(Optional.of(other), VIRGINIA))
                .isInstanceOf(RootKeyUnusable.class)
                .hasMessageContaining("COFFER_KMS_ROOT_KEY");
    }

    @Test
    void what_is_no_key_is_refused_without_being_told() {
        assertThatThrownBy(() -> load(Optional.of("my secret!"), VIRGINIA))
                .isInstanceOf(RootKeyUnusable.class)
                .hasMessage("COFFER_KMS_ROOT_KEY is not base64");
        assertThatThrownBy(() -> load(Optional.of("c2VjcmV0"), VIRGINIA))
                .isInstanceOf(RootKeyUnusable.class)
                .hasMessage("The KMS root key in COFFER_KMS_ROOT_KEY has 6 bytes instead of 32");
        assertThat(marks()).isZero();
    }

    private RootKey load(Optional<String> configured, Region... regions) {
        return new RootKeys(database, List.of(regions), configured, data).load();
    }

    private Path file() {
        return data.resolve("secrets").resolve("kms-root-key");
    }

    private long marks() {
        return database.statements()
                .first("select count(*) from kms.region_state", row -> row.getLong(0))
                .orElseThrow();
    }
}
