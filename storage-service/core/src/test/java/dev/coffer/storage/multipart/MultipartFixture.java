package dev.coffer.storage.multipart;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.identity.Caller;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.CreateMultipartUpload;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.UploadPart;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.storage.testing.StorageTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Multipart uploads in few words. */
abstract class MultipartFixture extends StorageTest {
    /** The smallest part that need not be the last. */
    static final int PART = 5 << 20;

    String create(BucketName bucket, String key, EncryptionRequest encryption, Caller caller) {
        return storage.call(creation(bucket, key, encryption, Optional.empty()), REGION, caller)
                .uploadId();
    }

    static CreateMultipartUpload creation(
            BucketName bucket, String key, EncryptionRequest encryption, Optional<String> algorithm) {
        return new CreateMultipartUpload(
                bucket,
                new ObjectKey(key),
                ObjectHeaders.NONE,
                Map.of("colour", "blue"),
                Map.of("team", "a"),
                "STANDARD",
                encryption,
                algorithm,
                Optional.empty());
    }

    WriteResult part(BucketName bucket, String key, String upload, int number, byte[] bytes, Caller caller) {
        return part(bucket, key, upload, number, bytes, Digests.NONE, caller);
    }

    WriteResult part(
            BucketName bucket, String key, String upload, int number, byte[] bytes, Digests digests, Caller caller) {
        UploadPart operation = new UploadPart(bucket, new ObjectKey(key), upload, number, digests);
        try (Answer<WriteResult> answer =
                storage.call(operation, REGION, caller, BodySource.of(ByteBuffer.wrap(bytes)))) {
            return answer.result();
        }
    }

    WriteResult complete(
            BucketName bucket, String key, String upload, List<CompleteMultipartUpload.Part> parts, Caller caller) {
        return storage.call(completion(bucket, key, upload, parts, Conditions.NONE), REGION, caller);
    }

    static CompleteMultipartUpload completion(
            BucketName bucket,
            String key,
            String upload,
            List<CompleteMultipartUpload.Part> parts,
            Conditions conditions) {
        return new CompleteMultipartUpload(
                bucket, new ObjectKey(key), upload, parts, conditions, Map.of(), Optional.empty(), Optional.empty());
    }

    /** The whole in parts of {@link #PART} bytes. */
    WriteResult uploadAll(BucketName bucket, String key, EncryptionRequest encryption, byte[] whole) {
        String upload = create(bucket, key, encryption, root);
        List<CompleteMultipartUpload.Part> parts = new ArrayList<>();
        for (int at = 0; at < whole.length; at += PART) {
            int number = parts.size() + 1;
            byte[] bytes = Arrays.copyOfRange(whole, at, Math.min(whole.length, at + PART));
            parts.add(named(number, part(bucket, key, upload, number, bytes, root)));
        }
        return complete(bucket, key, upload, parts, root);
    }

    static CompleteMultipartUpload.Part named(int number, WriteResult part) {
        return new CompleteMultipartUpload.Part(number, part.etag(), Map.of());
    }

    static Optional<ByteRange> range(long first, long last) {
        return Optional.of(new ByteRange(Optional.of(first), Optional.of(last)));
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
