package dev.coffer.audit.api;

import dev.coffer.aws.Region;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The admin API's query over all regions of the caller's account: records, or counts where {@code groupBy} names columns.
 *
 * @param contextArn {@code encryptionContext["aws:s3:arn"]}: exact, or a prefix where it ends in {@code *}
 * @param principal the ARN of user, role or root ({@code userIdentity})
 * @param groupBy of {@code eventName}, {@code kmsKeyArn}, {@code contextArn}, {@code principal}, {@code region}, {@code errorCode}, {@code bucket}, {@code hour}
 * @param limit 1 to 1,000
 */
public record QueryRecords(
        Optional<Region> region,
        Optional<String> eventName,
        Optional<String> eventSource,
        Optional<String> kmsKeyArn,
        Optional<String> contextArn,
        Optional<String> principal,
        Optional<String> errorCode,
        Optional<String> s3RequestId,
        Optional<Instant> from,
        Optional<Instant> to,
        List<String> groupBy,
        int limit,
        Optional<String> nextToken)
        implements AuditOperation<QueryRecords.Result> {
    /** Copies the collections. */
    public QueryRecords {
        groupBy = List.copyOf(groupBy);
    }
    /** Records as JSON, or groups. */
    public record Result(List<String> records, List<Group> groups, Optional<String> nextToken) {
        /** Copies the lists. */
        public Result {
            records = List.copyOf(records);
            groups = List.copyOf(groups);
        }
    }

    /** The values of the columns grouped by, and how many records have them. */
    public record Group(Map<String, String> by, long count) {
        /** Copies the map. */
        public Group {
            by = Map.copyOf(by);
        }
    }
}
