package dev.coffer.platform.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coffer.aws.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreSecretsTest {
    @TempDir
    private Path root;

    @BeforeEach
    void make() throws IOException {
        run();
    }

    private void run() throws IOException {
        new BlobStoreSecrets(root, new Region("us-east-1"), "the-blobs").run();
    }

    @Test
    void storage_and_the_store_know_the_same_key_and_nobody_else_may_read_it() throws IOException {
        String credentials = Files.readString(credentials());
        JsonNode key = user().path("accessKey");
        assertThat(credentials)
                .isEqualTo("[default]\naws_access_key_id = " + key.path("id").asText() + "\naws_secret_access_key = "
                        + key.path("secret").asText() + "\n");
        assertThat(key.path("id").asText()).matches("AKIA[A-Z2-7]{16}");
        assertThat(key.path("secret").asText()).matches("[A-Za-z0-9_-]{43}");
        for (Path file : new Path[] {credentials(), accounts()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void the_key_opens_one_bucket_and_no_account() throws IOException {
        JsonNode account = new ObjectMapper().readTree(accounts().toFile()).at("/accounts/0");
        assertThat(account.has("rootAccessKey"))
                .as("the store makes it for itself")
                .isFalse();
        assertThat(user().at("/policies/0").findValuesAsText("Resource"))
                .containsExactly("arn:aws:s3:::the-blobs", "arn:aws:s3:::the-blobs/*");
    }

    @Test
    void later_starts_keep_the_key_and_put_back_what_is_missing() throws IOException {
        String credentials = Files.readString(credentials());
        String accounts = Files.readString(accounts());
        Files.delete(accounts());
        run();
        assertThat(Files.readString(credentials())).isEqualTo(credentials);
        assertThat(Files.readString(accounts())).isEqualTo(accounts);
    }

    private JsonNode user() throws IOException {
        return new ObjectMapper().readTree(accounts().toFile()).at("/accounts/0/users/0");
    }

    private Path credentials() {
        return root.resolve("storage.us-east-1").resolve(BlobStoreSecrets.CREDENTIALS);
    }

    private Path accounts() {
        return root.resolve("blobs.us-east-1").resolve(BlobStoreSecrets.ACCOUNTS);
    }
}
