package dev.coffer.audit;

import dev.coffer.gateway.api.PolicySets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Two policy sets: {@code looker} may look events up, and every other one has no policy. */
@ApplicationScoped
class TestPolicySets implements PolicySets {
    @Override
    public List<String> documents(String sha256) {
        return sha256.equals("looker") ? List.of("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Action": "cloudtrail:Lookup*", "Resource": "*"}]}""") : List.of();
    }
}
