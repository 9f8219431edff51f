package dev.coffer.storage.blob.s3;

import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSupplier;

/** With what the store is signed in to; never from the environment or the home of who runs this process. */
public final class StoreCredentials {
    private static final String PROFILE = "default";

    private final AwsCredentialsProvider provider;

    private StoreCredentials(AwsCredentialsProvider provider) {
        this.provider = provider;
    }

    /** These. */
    public static StoreCredentials of(String accessKeyId, String secretAccessKey) {
        return new StoreCredentials(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)));
    }

    /**
     * Those of the profile {@code default} in a file of the AWS CLI's format. It is read again when it changes, so keys can
     * be replaced while the process runs.
     *
     * @throws IllegalStateException if there is no such file
     */
    public static StoreCredentials ofFile(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalStateException("the blob store's credentials, " + file + ", cannot be read");
        }
        return new StoreCredentials(ProfileCredentialsProvider.builder()
                .profileFile(ProfileFileSupplier.reloadWhenModified(file, ProfileFile.Type.CREDENTIALS))
                .profileName(PROFILE)
                .build());
    }

    AwsCredentialsProvider provider() {
        return provider;
    }
}
