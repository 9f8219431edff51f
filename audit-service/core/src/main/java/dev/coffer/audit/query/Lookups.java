package dev.coffer.audit.query;

import dev.coffer.audit.api.LookupEvents;
import dev.coffer.audit.trail.LookupText;
import dev.coffer.audit.trail.RecordReader;
import dev.coffer.audit.trail.TrailRecord;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.sql.Entities;
import dev.coffer.platform.time.CofferClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * CloudTrail's LookupEvents: management events of one account and region, by at most one attribute, newest first. Each
 * attribute has an index in the order of the answer, so a page costs by its length.
 */
@ApplicationScoped
public class Lookups {
    private static final String RECORDS = "select r.json from Record r";

    /** The page of keys first, then their records: else PostgreSQL may join all that the resource was ever in. */
    static final String BY_RESOURCE = """
            select found.record
            from (
                select event_time, event_id from audit.resource
                where account_id = $1 and region = $2 and kind = $3 and value = $4
                    and event_time >= $5 and event_time <= $6 and event_time <= $7 and (event_time, event_id) < ($7, $8)
                order by event_time desc, event_id desc
                limit $9) page
            cross join lateral (
                select r.record from audit.record r
                where r.event_time = page.event_time and r.event_id = page.event_id
                limit 1) found
            order by page.event_time desc, page.event_id desc""";

    private final Database database;
    private final Entities entities;
    private final CofferClock clock;

    Lookups(Database database, Entities entities, CofferClock clock) {
        this.database = database;
        this.entities = entities;
        this.clock = clock;
    }

    /** @throws dev.coffer.aws.error.AwsException CloudTrail's refusals */
    public LookupEvents.Result lookUp(LookupEvents request, AccountId account, Region region) {
        Instant simulated = clock.now();
        Instant real = clock.real();
        Lookup lookup = Lookup.of(request, account, region, simulated.isBefore(real) ? simulated : real);
        List<String> found = find(lookup);
        List<TrailRecord> page = found.stream()
                .limit(lookup.limit())
                .map(json -> RecordReader.read(json.getBytes(StandardCharsets.UTF_8)))
                .toList();
        Optional<String> nextToken = found.size() > lookup.limit()
                ? Optional.of(PageToken.of(Cursor.at(page.getLast()), lookup.fingerprint()))
                : Optional.empty();
        return new LookupEvents.Result(page.stream().map(Lookups::event).toList(), nextToken);
    }

    /** One record more than the page holds, if there is one. */
    private List<String> find(Lookup lookup) {
        TrailQuery query = new TrailQuery();
        if (lookup.condition().isPresent()) {
            Lookup.Condition condition = lookup.condition().get();
            String value = LookupText.of(condition.value());
            switch (condition.attribute()) {
                case EVENT_NAME -> query.equal("r.eventName", value);
                case USERNAME -> query.equal("r.username", value);
                case EVENT_SOURCE -> query.equal("r.eventSource", value);
                case ACCESS_KEY_ID -> query.equal("r.accessKeyId", value);
                case READ_ONLY -> {
                    if (!value.equals("true") && !value.equals("false")) {
                        return List.of();
                    }
                    query.equal("r.readOnly", Boolean.parseBoolean(value));
                }
                case EVENT_ID -> {
                    Optional<UUID> id = uuid(value);
                    if (id.isEmpty()) {
                        return List.of();
                    }
                    query.equal("r.eventId", id.get());
                }
                case RESOURCE_NAME -> {
                    return findByResource(lookup, "N", value);
                }
                case RESOURCE_TYPE -> {
                    return findByResource(lookup, "T", value);
                }
            }
        }
        query.equal("r.accountId", lookup.account().value())
                .equal("r.region", lookup.region().id())
                .and("r.management")
                .from("r", lookup.from())
                .to("r", lookup.to())
                .behind("r", lookup.after());
        return entities.inSession(session -> query.list(
                session, String.class, RECORDS, "order by r.eventTime desc, r.eventId desc", lookup.limit() + 1));
    }

    private List<String> findByResource(Lookup lookup, String kind, String value) {
        Cursor behind = lookup.after().orElse(Cursor.BEFORE_ALL);
        return database.statements()
                .query(
                        BY_RESOURCE,
                        row -> row.getString(0),
                        lookup.account().value(),
                        lookup.region().id(),
                        kind,
                        value,
                        TrailQuery.utc(lookup.from()),
                        TrailQuery.utc(lookup.to()),
                        TrailQuery.utc(behind.eventTime()),
                        behind.eventId(),
                        lookup.limit() + 1);
    }

    private static LookupEvents.Event event(TrailRecord record) {
        return new LookupEvents.Event(
                record.eventId().toString(),
                record.eventName(),
                Boolean.toString(record.readOnly()),
                record.accessKeyId(),
                record.eventTime(),
                record.eventSource(),
                record.username(),
                record.resources().stream()
                        .map(r -> new LookupEvents.Resource(r.type(), r.name()))
                        .toList(),
                record.json());
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
