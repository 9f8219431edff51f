package dev.coffer.storage.replication;

import dev.coffer.platform.config.ServedRegions;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.DestinationBuckets;
import dev.coffer.storage.bucket.Buckets;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Destinations among the buckets of this process's own database. */
@DefaultBean
@ApplicationScoped
public class LocalDestinations implements DestinationBuckets {
    private final Buckets buckets;
    private final ServedRegions regions;

    LocalDestinations(Buckets buckets, ServedRegions regions) {
        this.buckets = buckets;
        this.regions = regions;
    }

    @Override
    public Optional<Destination> find(BucketName bucket) {
        return regions.all().stream()
                .flatMap(region -> buckets.find(region, bucket).stream())
                .map(b -> new Destination(b.owner(), b.versioning()))
                .findFirst();
    }
}
