package dev.coffer.storage.testing;

import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.PolicySets;
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
}
