package dev.coffer.storage.testing;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.platform.sql.Database;
import dev.coffer.storage.api.BucketName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The neighbours of the storage service. */
class TestBeans {
    @Produces
    @Singleton
    FakeKms kms() {
        return new FakeKms();
    }

    /** Policy sets by made-up hashes. */
    @ApplicationScoped
    static class Policies implements PolicySets {
        private final Map<String, List<String>> sets = new ConcurrentHashMap<>();

        void put(String hash, String... documents) {
            sets.put(hash, List.of(documents));
        }

        @Override
        public List<String> documents(String sha256) {
            return Optional.ofNullable(sets.get(sha256))
                    .orElseThrow(() -> new AwsException("AccessDenied", 403, "no such policy set"));
        }
    }

    /** Where buckets are: in the one database. */
    @ApplicationScoped
    static class Directory implements BucketRegions {
        private final Database database;

        Directory(Database database) {
            this.database = database;
        }

        @Override
        public Optional<Region> regionOf(BucketName bucket) {
            return database.statements()
                    .first(
                            "select region from storage.bucket where name = $1",
                            row -> new Region(row.getString(0)),
                            bucket.value());
        }
    }
}
