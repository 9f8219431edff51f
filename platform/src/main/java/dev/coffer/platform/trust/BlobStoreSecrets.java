package dev.coffer.platform.trust;

import dev.coffer.aws.Region;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;

/**
 * Makes the key by which storage of a region signs in to a store of blobs that is a Coffer itself, at the first start of a
 * deployment, and the same files from it at later ones:
 *
 * <table>
 * <caption>Folders and files</caption>
 * <tr><td>{@code storage.REGION}</td><td>{@code blobs.credentials}: the key, as the AWS CLI keeps one</td></tr>
 * <tr><td>{@code blobs.REGION}</td><td>{@code accounts.json}: the store's accounts file. Its one user has that key, and may
 *   make that one bucket and do with objects in it what storage does; the account's root key is made by the store, and known to nobody else</td></tr>
 * </table>
 */
public final class BlobStoreSecrets {
    static final String CREDENTIALS = "blobs.credentials";
    static final String ACCOUNTS = "accounts.json";

    private static final String KEY_ID = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";
    private static final String KEY_ID_PREFIX = "AKIA";
    private static final String KEY_ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int KEY_ID_RANDOM = 16;

    private final Path root;
    private final Region region;
    private final String bucket;

    BlobStoreSecrets(Path root, Region region, String bucket) {
        this.root = root;
        this.region = region;
        this.bucket = bucket;
    }

    /**
     * Runs in an init container.
     *
     * @param args the folder of folders, the region, and the bucket of its blobs
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: BlobStoreSecrets FOLDER REGION BUCKET");
            System.exit(2);
        }
        new BlobStoreSecrets(Path.of(args[0]), new Region(args[1]), args[2]).run();
    }

    void run() throws IOException {
        SecretFolder storage =
                new SecretFolder(root.resolve(Audience.storage(region).name()));
        Path credentials = storage.path().resolve(CREDENTIALS);
        if (!Files.exists(credentials)) {
            storage.write(CREDENTIALS, """
                    [default]
                    %s = %s
                    %s = %s
                    """.formatted(KEY_ID, keyId(), SECRET, SecretFolder.fresh()));
        }
        Properties key = new Properties();
        try (Reader reader = Files.newBufferedReader(credentials)) {
            key.load(reader);
        }
        new SecretFolder(root.resolve("blobs." + region))
                .write(ACCOUNTS, accounts(key.getProperty(KEY_ID), key.getProperty(SECRET)));
    }

    private static String keyId() {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder(KEY_ID_PREFIX);
        for (int i = 0; i < KEY_ID_RANDOM; i++) {
            id.append(KEY_ID_CHARACTERS.charAt(random.nextInt(KEY_ID_CHARACTERS.length())));
        }
        return id.toString();
    }

    /** Nothing in it needs quoting: a key has letters, digits, {@code -} and {@code _}, a bucket's name less. */
    private String accounts(String keyId, String secret) {
        return """
                {"accounts": [{"id": "000000000001", "name": "blobs", "users": [{
                  "name": "storage",
                  "accessKey": {"id": "%1$s", "secret": "%2$s"},
                  "policies": [{"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow",
                     "Action": ["s3:CreateBucket", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
                     "Resource": "arn:aws:s3:::%3$s"},
                    {"Effect": "Allow",
                     "Action": ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
                     "Resource": "arn:aws:s3:::%3$s/*"}]}]}]}]}
                """.formatted(keyId, secret, bucket);
    }
}
