package dev.coffer.audit.query;

import dev.coffer.audit.api.QueryRecords;
import dev.coffer.audit.trail.LookupText;
import dev.coffer.audit.trail.RecordReader;
import dev.coffer.audit.trail.TrailRecord;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.platform.sql.Entities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The admin API's view of one account's trail over all regions: records newest first, or counts by columns. */
@ApplicationScoped
public class Records {
    private static final int MAX_LIMIT = 1000;

    private final Entities entities;

    Records(Entities entities) {
        this.entities = entities;
    }

    /** @throws dev.coffer.aws.error.AwsException {@code InvalidArgument} */
    public QueryRecords.Result query(QueryRecords request, AccountId account) {
        if (request.limit() < 1 || request.limit() > MAX_LIMIT) {
            throw S3Error.INVALID_ARGUMENT.because("limit is 1 to " + MAX_LIMIT);
        }
        if (request.from().isPresent()
                && request.to().isPresent()
                && request.from().get().isAfter(request.to().get())) {
            throw S3Error.INVALID_ARGUMENT.because("from is after to");
        }
        return request.groupBy().isEmpty() ? records(request, account) : groups(request, account);
    }

    private QueryRecords.Result records(QueryRecords request, AccountId account) {
        String fingerprint = fingerprint(request, account);
        Optional<Cursor> after = request.nextToken()
                .map(token -> PageToken.read(token, fingerprint).orElseThrow(Records::invalidToken));
        TrailQuery query = filtered(request, account).behind("r", after);
        List<String> found = entities.inSession(session -> query.list(
                session,
                String.class,
                "select r.json from Record r",
                "order by r.eventTime desc, r.eventId desc",
                request.limit() + 1));
        if (found.size() <= request.limit()) {
            return new QueryRecords.Result(found, List.of(), Optional.empty());
        }
        List<String> page = found.subList(0, request.limit());
        TrailRecord last = RecordReader.read(page.getLast().getBytes(StandardCharsets.UTF_8));
        return new QueryRecords.Result(page, List.of(), Optional.of(PageToken.of(Cursor.at(last), fingerprint)));
    }

    private QueryRecords.Result groups(QueryRecords request, AccountId account) {
        List<GroupColumn> columns = request.groupBy().stream()
                .map(name -> GroupColumn.of(name)
                        .orElseThrow(() -> S3Error.INVALID_ARGUMENT.because("groupBy does not know " + name)))
                .distinct()
                .toList();
        String fingerprint = fingerprint(request, account);
        TrailQuery query = filtered(request, account);
        String expressions = columns.stream().map(GroupColumn::expression).collect(Collectors.joining(", "));
        request.nextToken()
                .map(token -> GroupToken.read(token, fingerprint)
                        .filter(values -> values.size() == columns.size())
                        .orElseThrow(Records::invalidToken))
                .ifPresent(last -> query.and("(%s) > (%s)"
                        .formatted(
                                expressions, last.stream().map(query::parameter).collect(Collectors.joining(", ")))));
        List<Tuple> found = entities.inSession(session -> query.list(
                session,
                Tuple.class,
                "select " + expressions + ", count(*) from Record r",
                "group by " + expressions + " order by " + expressions,
                request.limit() + 1));
        List<QueryRecords.Group> page = found.stream()
                .limit(request.limit())
                .map(row -> group(columns, row))
                .toList();
        Optional<String> nextToken = found.size() > request.limit()
                ? Optional.of(GroupToken.of(
                        columns.stream()
                                .map(c -> page.getLast().by().getOrDefault(c.wireName(), ""))
                                .toList(),
                        fingerprint))
                : Optional.empty();
        return new QueryRecords.Result(List.of(), page, nextToken);
    }

    private static QueryRecords.Group group(List<GroupColumn> columns, Tuple row) {
        Map<String, String> by = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            by.put(columns.get(i).wireName(), row.get(i, String.class));
        }
        return new QueryRecords.Group(by, row.get(columns.size(), Long.class));
    }

    private static TrailQuery filtered(QueryRecords request, AccountId account) {
        TrailQuery query = new TrailQuery()
                .equal("r.accountId", account.value())
                .equal("r.region", request.region().map(Region::id))
                .equal("r.eventName", request.eventName().map(LookupText::of))
                .equal("r.eventSource", request.eventSource().map(LookupText::of))
                .equal("r.kmsKeyArn", request.kmsKeyArn().map(LookupText::of))
                .equal("r.principal", request.principal().map(LookupText::of))
                .equal("r.errorCode", request.errorCode().map(LookupText::of))
                .equal("r.s3RequestId", request.s3RequestId().map(LookupText::of));
        request.contextArn().ifPresent(arn -> {
            if (arn.endsWith("*")) {
                query.startsWith("r.contextArn", LookupText.of(arn.substring(0, arn.length() - 1)));
            } else {
                query.equal("r.contextArn", LookupText.of(arn));
            }
        });
        request.from().ifPresent(from -> query.from("r", from));
        request.to().ifPresent(to -> query.to("r", to));
        return query;
    }

    private static String fingerprint(QueryRecords request, AccountId account) {
        List<String> parts = new ArrayList<>(List.of("QueryRecords", account.value()));
        parts.add(request.region().map(Region::id).orElse(""));
        parts.add(request.eventName().orElse(""));
        parts.add(request.eventSource().orElse(""));
        parts.add(request.kmsKeyArn().orElse(""));
        parts.add(request.contextArn().orElse(""));
        parts.add(request.principal().orElse(""));
        parts.add(request.errorCode().orElse(""));
        parts.add(request.s3RequestId().orElse(""));
        parts.add(request.from().map(Instant::toString).orElse(""));
        parts.add(request.to().map(Instant::toString).orElse(""));
        parts.addAll(request.groupBy());
        return String.join("\n", parts);
    }

    private static AwsException invalidToken() {
        return S3Error.INVALID_ARGUMENT.because("nextToken is not one that this query was answered with");
    }
}
