package dev.coffer.gateway.api;

import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.policy.Decision;
import dev.coffer.policy.Decision.Allow;
import dev.coffer.policy.Decision.Grantee;
import dev.coffer.policy.Decision.ImplicitDeny;
import dev.coffer.policy.PolicyDocument;
import dev.coffer.policy.PolicyEvaluation;
import dev.coffer.policy.PolicyRequest;
import dev.coffer.policy.PolicyType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What callers' identity policies say, for any service: an account's root needs none, others' are fetched by the hash in
 * the caller and kept parsed, as sets are immutable. Thread-safe.
 */
public final class IdentityPolicies {
    private static final int MAX_SETS = 1_000;

    private final PolicySets sets;
    private final Map<String, List<PolicyDocument>> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<PolicyDocument>> eldest) {
            return size() > MAX_SETS;
        }
    };

    /** @param sets where documents come from */
    public IdentityPolicies(PolicySets sets) {
        this.sets = sets;
    }

    /**
     * Decides. Blocks on the first use of a set.
     *
     * @throws dev.coffer.aws.error.AwsException if the caller's set is not known to the gateway
     */
    public Decision decide(Caller caller, PolicyRequest request) {
        return switch (caller.principal()) {
            case Principal.Root root -> new Allow(PolicyType.IDENTITY, Grantee.PRINCIPAL);
            case Principal.Anonymous anonymous -> new ImplicitDeny(PolicyType.IDENTITY);
            case Principal.IamUser user -> decide(caller.policySetHash(), request);
            case Principal.AssumedRole role -> decide(caller.policySetHash(), request);
        };
    }

    private Decision decide(String hash, PolicyRequest request) {
        return PolicyEvaluation.identity(documents(hash), request);
    }

    private List<PolicyDocument> documents(String hash) {
        Optional<List<PolicyDocument>> known;
        synchronized (parsed) {
            known = Optional.ofNullable(parsed.get(hash));
        }
        if (known.isPresent()) {
            return known.get();
        }
        List<PolicyDocument> documents =
                sets.documents(hash).stream().map(PolicyDocument::parse).toList();
        synchronized (parsed) {
            parsed.put(hash, documents);
        }
        return documents;
    }
}
