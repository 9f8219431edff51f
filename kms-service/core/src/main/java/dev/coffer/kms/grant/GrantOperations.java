package dev.coffer.kms.grant;

import dev.coffer.api.Nothing;
import dev.coffer.aws.error.AwsException;
import dev.coffer.kms.api.CreateGrant;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.ListGrants;
import dev.coffer.kms.api.ListRetirableGrants;
import dev.coffer.kms.api.RetireGrant;
import dev.coffer.kms.api.RevokeGrant;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Page;
import dev.coffer.kms.key.KeyChanges;
import dev.coffer.kms.key.KeyLookup;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KmsKey;
import dev.coffer.kms.policy.Authorization;
import dev.coffer.kms.policy.KeyUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Making, listing and ending grants. A grant is in force everywhere at once, so that tokens only name their grant. */
public final class GrantOperations {
    private static final int MOST = 50_000;

    private final KeyRings rings;
    private final KeyLookup lookup;
    private final KeyChanges changes;
    private final Authorization authorization;

    /** The operations on keys found by {@code lookup}. */
    public GrantOperations(KeyRings rings, KeyLookup lookup, KeyChanges changes, Authorization authorization) {
        this.rings = rings;
        this.lookup = lookup;
        this.changes = changes;
        this.authorization = authorization;
    }

    /** {@code CreateGrant}. The same request under the same name answers the grant that is there. */
    public CreateGrant.Result create(CreateGrant op, KmsCall call) {
        GrantRequests.requireOperations(op.operations());
        GrantRequests.requirePrincipal("granteePrincipal", op.granteePrincipal());
        op.retiringPrincipal().ifPresent(arn -> GrantRequests.requirePrincipal("retiringPrincipal", arn));
        KmsKey key = call.about(lookup.findById(op.keyId(), call));
        authorization.require(
                KeyUse.control("kms:CreateGrant", key)
                        .where("kms:GrantOperations", op.operations())
                        .where("kms:GranteePrincipal", List.of(op.granteePrincipal()))
                        .where(
                                "kms:RetiringPrincipal",
                                op.retiringPrincipal().stream().toList())
                        .where(
                                "kms:GrantIsForAWSResource",
                                List.of(Boolean.toString(call.caller().via().isPresent()))),
                call);
        KeyGrant wanted = GrantRequests.grant(op, call);
        KmsKey changed = changes.change(key, call, known -> {
            known.requireEnabled();
            if (known.grants().stream().anyMatch(grant -> isSame(grant, wanted))) {
                return known;
            }
            if (known.grants().size() >= MOST) {
                throw KmsError.LIMIT_EXCEEDED.because(known.arn() + " has reached its limit of grants.");
            }
            List<KeyGrant> more = new ArrayList<>(known.grants());
            more.add(wanted);
            return known.withGrants(more);
        });
        KeyGrant grant = changed.grants().stream()
                .filter(g -> isSame(g, wanted))
                .findFirst()
                .orElse(wanted);
        return new CreateGrant.Result(new GrantToken(key.arn(), grant.id()).encoded(), grant.id());
    }

    /** {@code ListGrants}. */
    public ListGrants.Result list(ListGrants op, KmsCall call) {
        int limit = Page.limit(op.limit(), 50, 100);
        Optional<String> after = Page.after(op.marker());
        KmsKey key = call.about(lookup.findById(op.keyId(), call));
        authorization.require(KeyUse.control("kms:ListGrants", key), call);
        Page<KeyGrant> page = Page.of(
                sorted(key.grants().stream(), after)
                        .filter(g ->
                                op.grantId().isEmpty() || op.grantId().get().equals(g.id()))
                        .filter(g -> op.granteePrincipal().isEmpty()
                                || op.granteePrincipal().get().equals(g.grantee()))
                        .iterator(),
                limit,
                KeyGrant::id);
        return new ListGrants.Result(
                page.items().stream().map(g -> GrantRequests.entry(key, g)).toList(),
                page.nextMarker(),
                page.truncated());
    }

    /** {@code ListRetirableGrants}: of the keys of the caller's account. */
    public ListRetirableGrants.Result listRetirable(ListRetirableGrants op, KmsCall call) {
        int limit = Page.limit(op.limit(), 50, 100);
        Optional<String> after = Page.after(op.marker());
        GrantRequests.requirePrincipal("retiringPrincipal", op.retiringPrincipal());
        authorization.requireInAccount("kms:ListRetirableGrants", "*", call);
        record Held(KmsKey key, KeyGrant grant) {}
        Page<Held> page = Page.of(
                rings.of(call.region()).all().stream()
                        .flatMap(key -> key.grants().stream().map(grant -> new Held(key, grant)))
                        .filter(held -> held.grant()
                                .retiring()
                                .filter(op.retiringPrincipal()::equals)
                                .isPresent())
                        .filter(held -> after.isEmpty() || held.grant().id().compareTo(after.get()) > 0)
                        .sorted(Comparator.comparing((Held held) -> held.grant().id()))
                        .iterator(),
                limit,
                held -> held.grant().id());
        return new ListRetirableGrants.Result(
                page.items().stream()
                        .map(held -> GrantRequests.entry(held.key(), held.grant()))
                        .toList(),
                page.nextMarker(),
                page.truncated());
    }

    /** {@code RevokeGrant}. */
    public Nothing revoke(RevokeGrant op, KmsCall call) {
        KmsKey key = call.about(lookup.findById(op.keyId(), call));
        authorization.require(KeyUse.control("kms:RevokeGrant", key), call);
        find(key, op.grantId());
        remove(key, op.grantId(), call);
        return Nothing.NOTHING;
    }

    /** {@code RetireGrant}: by the retiring principal, by a grantee who may, or by whom a policy allows. */
    public Nothing retire(RetireGrant op, KmsCall call) {
        GrantToken named = op.grantToken()
                .map(GrantToken::parse)
                .orElseGet(() -> new GrantToken(
                        op.keyId().orElseThrow(GrantOperations::incomplete),
                        op.grantId().orElseThrow(GrantOperations::incomplete)));
        KmsKey key = call.about(lookup.findById(named.keyArn(), call));
        KeyGrant grant = find(key, named.grantId());
        boolean byGrant =
                grant.retiring().filter(arn -> Grants.names(arn, call.caller())).isPresent()
                        || (grant.operations().contains("RetireGrant") && Grants.names(grant.grantee(), call.caller()));
        if (!byGrant) {
            authorization.require(KeyUse.control("kms:RetireGrant", key), call);
        }
        remove(key, grant.id(), call);
        return Nothing.NOTHING;
    }

    private void remove(KmsKey key, String grantId, KmsCall call) {
        changes.change(
                key,
                call,
                known -> known.withGrants(known.grants().stream()
                        .filter(g -> !g.id().equals(grantId))
                        .toList()));
    }

    private static boolean isSame(KeyGrant known, KeyGrant wanted) {
        return known.id().equals(wanted.id())
                || (wanted.name().isPresent()
                        && known.name().equals(wanted.name())
                        && known.grantee().equals(wanted.grantee())
                        && known.retiring().equals(wanted.retiring())
                        && known.operations().equals(wanted.operations())
                        && known.constraint().equals(wanted.constraint()));
    }

    private static Stream<KeyGrant> sorted(Stream<KeyGrant> grants, Optional<String> after) {
        return grants.filter(g -> after.isEmpty() || g.id().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(KeyGrant::id));
    }

    private static KeyGrant find(KmsKey key, String grantId) {
        return key.grants().stream()
                .filter(grant -> grant.id().equals(grantId))
                .findFirst()
                .orElseThrow(() -> KmsError.NOT_FOUND.because("Grant ID " + grantId + " not found"));
    }

    private static AwsException incomplete() {
        return KmsError.VALIDATION.because("Specify a grant token, or a key ARN and a grant id.");
    }
}
