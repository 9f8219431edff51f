package dev.coffer.conformance.faults;

import dev.coffer.conformance.faults.ListedVersions.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Lists a bucket and reads every version of it; one that reads as it should is not read again by the same reader. */
final class VersionReader implements AutoCloseable {
    private static final int AT_A_TIME = 6;
    private static final String PENDING = "PENDING";

    private final LoadClients clients;
    private final ExecutorService readers = Executors.newFixedThreadPool(AT_A_TIME);
    private final Map<String, StoredVersion> read = new ConcurrentHashMap<>();

    VersionReader(LoadClients clients) {
        this.clients = clients;
    }

    /** Of every key, its latest version first. */
    Map<String, List<StoredVersion>> versions(String region, String bucket) throws InterruptedException {
        S3Client s3 = clients.s3(region);
        List<Callable<StoredVersion>> reads = ListedVersions.of(s3, bucket).stream()
                .<Callable<StoredVersion>>map(entry -> () -> read(s3, bucket, entry))
                .toList();
        List<StoredVersion> versions = new ArrayList<>();
        try {
            for (Future<StoredVersion> one : readers.invokeAll(reads)) {
                versions.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return versions.stream()
                .collect(Collectors.groupingBy(StoredVersion::key, LinkedHashMap::new, Collectors.toList()));
    }

    private StoredVersion read(S3Client s3, String bucket, Entry entry) {
        String id = bucket + "/" + entry.versionId();
        StoredVersion known = read.get(id);
        if (known != null) {
            return known;
        }
        StoredVersion now = entry.deleteMarker()
                ? new StoredVersion(entry.key(), entry.versionId(), true, Optional.empty(), Optional.empty(), "")
                : readNow(s3, bucket, entry);
        if (now.trouble().isEmpty() && !now.replication().equals(PENDING)) {
            read.put(id, now);
        }
        return now;
    }

    private static StoredVersion readNow(S3Client s3, String bucket, Entry entry) {
        try {
            ResponseBytes<GetObjectResponse> got =
                    s3.getObjectAsBytes(g -> g.bucket(bucket).key(entry.key()).versionId(entry.versionId()));
            Content content = Content.of(got.asByteArrayUnsafe());
            Optional<String> trouble = content.size() == entry.size()
                    ? Optional.empty()
                    : Optional.of("is listed with " + entry.size() + " bytes and has " + content.size());
            String replication = Optional.ofNullable(got.response().replicationStatusAsString())
                    .orElse("");
            return new StoredVersion(entry.key(), entry.versionId(), false, Optional.of(content), trouble, replication);
        } catch (SdkException e) {
            return new StoredVersion(
                    entry.key(), entry.versionId(), false, Optional.empty(), Optional.of("cannot be read: " + e), "");
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
