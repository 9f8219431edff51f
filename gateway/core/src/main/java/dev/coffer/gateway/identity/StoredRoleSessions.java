package dev.coffer.gateway.identity;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Arn;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.gateway.api.RoleSessions;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import dev.coffer.platform.sql.Entities;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.policy.PolicyDocument;
import dev.coffer.policy.PolicyEvaluation;
import dev.coffer.policy.PolicyRequest;
import dev.coffer.policy.Requester;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Sessions of the roles of the database, for the services that their trust policies name. */
@ApplicationScoped
public class StoredRoleSessions implements RoleSessions {
    private static final Requester S3 = new Requester.Service("s3.amazonaws.com");
    private static final String REPLICATION = "s3-replication";
    private static final String ROLE_PREFIX = "role/";
    private static final String ROLE_AND_ACCOUNT = """
            select r.key.name, r.roleId, r.trustPolicy, r.policySetHash, a.id, a.canonicalId
            from RoleEntity r join AccountEntity a on a.id = r.key.accountId
            where r.key.accountId = :account and r.key.name = :name""";

    private final Entities entities;
    private final CofferClock clock;
    private final RevisionedCache<String, Optional<Role>> roles;

    StoredRoleSessions(Entities entities, CofferClock clock, IdentityRevision revision) {
        this.entities = entities;
        this.clock = clock;
        this.roles = new RevisionedCache<>(revision, this::load);
    }

    record RoleAndAccount(
            String name, String roleId, String trustPolicy, String policySetHash, String account, String canonicalId) {}

    private record Role(RoleAndAccount row, PolicyDocument trust) {}

    @Override
    public Caller forReplication(String roleArn, RequestFacts facts) {
        Role role = roles.get(roleArn).orElseThrow(() -> refused(roleArn));
        PolicyRequest assume = new PolicyRequest("sts:AssumeRole", roleArn, S3, Map.of());
        if (!PolicyEvaluation.trust(role.trust, assume).isAllow()) {
            throw refused(roleArn);
        }
        RoleAndAccount row = role.row;
        Principal session = new Principal.AssumedRole(
                new AccountId(row.account), row.name, row.roleId, REPLICATION, "", clock.real(), "");
        return new Caller(session, row.policySetHash, row.canonicalId, facts, Optional.empty(), Map.of());
    }

    private Optional<Role> load(String roleArn) {
        Optional<Arn> arn = parse(roleArn);
        if (arn.isEmpty()) {
            return Optional.empty();
        }
        RoleAndAccount row = entities.inSession(session -> session.createQuery(ROLE_AND_ACCOUNT, RoleAndAccount.class)
                .setParameter("account", arn.get().account())
                .setParameter("name", arn.get().resource().substring(ROLE_PREFIX.length()))
                .getSingleResultOrNull());
        return Optional.ofNullable(row).map(found -> new Role(found, PolicyDocument.parse(found.trustPolicy)));
    }

    private static Optional<Arn> parse(String roleArn) {
        try {
            return Optional.of(Arn.parse(roleArn))
                    .filter(arn -> arn.service().equals("iam") && arn.resource().startsWith(ROLE_PREFIX));
        } catch (IllegalArgumentException notAnArn) {
            return Optional.empty();
        }
    }

    private static AwsException refused(String roleArn) {
        return S3Error.ACCESS_DENIED.because(
                "s3.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: " + roleArn
                        + " because no role trust policy allows the sts:AssumeRole action");
    }
}
