package dev.coffer.cli.demo;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The trail of both regions' keys, told apart by bucket and requester. */
record Counted(List<KmsRecord> here, List<KmsRecord> there, Names names, String role) {

    /** By writer and reader, on the bucket where the files went in. */
    Report.Calls byRequesters(Variant variant) {
        return Report.Calls.of(about(variant).filter(r -> !r.byRole(role)).toList());
    }

    /** By the replication role, on source and replica. */
    Report.Calls byRole(Variant variant) {
        return Report.Calls.of(about(variant).filter(r -> r.byRole(role)).toList());
    }

    /** One real record: the latest GenerateDataKey by a requester. */
    Optional<KmsRecord> sample(Variant variant) {
        return about(variant)
                .filter(r -> r.eventName().equals("GenerateDataKey"))
                .filter(r -> !r.byRole(role))
                .findFirst();
    }

    /** The ARNs that the calls of writer and reader name. */
    Set<String> namedByRequesters(Variant variant) {
        return about(variant)
                .filter(r -> !r.byRole(role))
                .map(KmsRecord::contextArn)
                .collect(Collectors.toSet());
    }

    /** All calls that one of the demo's buckets caused. */
    long total() {
        return Stream.of(Variant.values()).flatMap(this::about).count();
    }

    private Stream<KmsRecord> about(Variant variant) {
        return Stream.concat(
                here.stream().filter(r -> r.concerns(names.source(variant))),
                there.stream().filter(r -> r.concerns(names.replica(variant))));
    }
}
