package dev.coffer.conformance.faults;

import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.kms.model.AliasListEntry;

/** Holds a deployment to everything that the ledger has, once it has had time to converge. */
final class Oracle {
    private final Deployment coffer;
    private final Setting setting;
    private final Ledger ledger;
    private final Map<String, EventLog> events = new HashMap<>();

    Oracle(Deployment coffer, Map<String, Object> consumer, Setting setting, Ledger ledger) {
        this.coffer = coffer;
        this.setting = setting;
        this.ledger = ledger;
        for (String region : List.of(coffer.home(), coffer.away())) {
            Set<String> buckets = setting.places().stream()
                    .filter(place -> place.region().equals(region))
                    .map(Place::bucket)
                    .collect(Collectors.toSet());
            events.put(region, new EventLog(consumer, region, buckets));
        }
    }

    /** What is still wrong after so much patience; nothing, as soon as nothing is. */
    List<String> violations(Duration patience) {
        AtomicReference<List<String>> last = new AtomicReference<>(List.of("nothing could be read"));
        try (LoadClients clients = new LoadClients(coffer.endpoint(), coffer.credentials());
                VersionReader reader = new VersionReader(clients)) {
            Awaitility.await("the deployment converges")
                    .atMost(patience)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofSeconds(1))
                    .pollInSameThread()
                    .until(() -> {
                        last.set(attempt(reader));
                        return last.get().isEmpty();
                    });
            return List.of();
        } catch (ConditionTimeoutException e) {
            return last.get();
        }
    }

    /** What cannot be read yet may still be starting. */
    private List<String> attempt(VersionReader reader) throws InterruptedException {
        try {
            return now(reader);
        } catch (SdkException | KafkaException e) {
            return List.of("cannot be read: " + e);
        }
    }

    private List<String> now(VersionReader reader) throws InterruptedException {
        List<String> violations = new ArrayList<>();
        ledger.failures().stream()
                .filter(failure -> failure.kind() != Failure.Kind.TRANSIENT)
                .forEach(failure -> violations.add(failure.toString()));
        Map<String, List<StoredEvent>> told = new HashMap<>();
        events.forEach((region, log) -> told.put(region, log.read()));
        for (Place place : setting.places()) {
            Map<String, List<StoredVersion>> versions = reader.versions(place.region(), place.bucket());
            violations.addAll(VersionsCheck.violations(place.bucket(), ledger.changes(place.bucket()), versions));
            violations.addAll(EventsCheck.violations(
                    place.bucket(),
                    versions,
                    told.getOrDefault(place.region(), List.of()).stream()
                            .filter(event -> event.bucket().equals(place.bucket()))
                            .toList()));
            if (place.replica().isPresent()) {
                Place.Replica replica = place.replica().get();
                violations.addAll(ReplicasCheck.violations(
                        place.bucket(), versions, reader.versions(replica.region(), replica.bucket())));
            }
            place.dataKeys().ifPresent(key -> violations.addAll(ofObjects(place, key)));
        }
        violations.addAll(ofCaller());
        return violations;
    }

    private List<String> ofObjects(Place place, String key) {
        List<Change> changes = ledger.changes(place.bucket()).values().stream()
                .flatMap(List::stream)
                .toList();
        return TrailCheck.ofObjects(changes, records(coffer, place.region(), key));
    }

    private List<String> ofCaller() {
        List<String> violations = new ArrayList<>();
        try (Deployment caller = new Deployment(
                coffer.endpoint(), setting.caller(), List.of(coffer.home(), coffer.away()), coffer.kafka())) {
            setting.callerKeys().forEach((region, key) -> {
                List<StoredRecord> records = records(caller, region, key);
                violations.addAll(TrailCheck.ofCalls(ledger.calls(region), records));
                violations.addAll(TrailCheck.ofNames(names(caller, region, key), records));
                violations.addAll(QuotaCheck.violations(region, records, setting.callsPerSecond(), 1));
            });
        }
        return violations;
    }

    private static List<String> names(Deployment as, String region, String key) {
        return as.kms(region).listAliasesPaginator(a -> a.keyId(key)).aliases().stream()
                .map(AliasListEntry::aliasName)
                .toList();
    }

    private static List<StoredRecord> records(Deployment as, String region, String key) {
        return Records.lookup(as, region, LookupAttributeKey.RESOURCE_NAME, key).stream()
                .map(StoredRecord::of)
                .toList();
    }
}
