package dev.coffer.gateway.identity;

import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.platform.sql.Entities;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The policy sets of the database: kept for ever, so that any instance answers for any caller's. */
@ApplicationScoped
public class StoredPolicySets implements PolicySets {
    private static final String EMPTY = PolicySet.EMPTY.hash();

    private final Entities entities;

    StoredPolicySets(Entities entities) {
        this.entities = entities;
    }

    @Override
    public List<String> documents(String sha256) {
        if (sha256.equals(EMPTY)) {
            return List.of();
        }
        PolicySetEntity row = entities.inSession(session -> session.find(PolicySetEntity.class, sha256));
        if (row == null) {
            throw new AwsException("AccessDenied", 403, "The caller's policies are not known.");
        }
        return PolicySet.fromJson(row.documents).documents();
    }
}
