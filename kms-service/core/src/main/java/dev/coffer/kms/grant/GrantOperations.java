package dev.coffer.kms.grant;

import dev.coffer.api.Nothing;
import dev.coffer.aws.Arn;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.kms.api.CreateGrant;
import dev.coffer.kms.api.Grant;
import dev.coffer.kms.api.GrantConstraints;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.ListGrants;
import dev.coffer.kms.api.ListRetirableGrants;
import dev.coffer.kms.api.RetireGrant;
import dev.coffer.kms.api.RevokeGrant;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Limits;
import dev.coffer.kms.call.Page;
import dev.coffer.kms.key.KeyChanges;
import dev.coffer.kms.key.KeyLookup;
import dev.coffer.kms.key.KeyRings;
import dev.coffer.kms.key.KmsKey;
import dev.coffer.kms.policy.Authorization;
import dev.coffer.kms.policy.KeyUse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Making, listing and ending grants. A grant is in force everywhere at once, so that tokens only name their grant. */
public final class GrantOperations {
    private static final Set<String> GRANTABLE = Set.of(
            "Decrypt",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "ReEncryptFrom",
            "ReEncryptTo",
            "CreateGrant",
            "RetireGrant",
            "DescribeKey");
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
        requireOperations(op.operations());
        requirePrincipal("granteePrincipal", op.granteePrincipal());
        op.retiringPrincipal().ifPresent(arn -> requirePrincipal("retiringPrincipal", arn));
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
        KeyGrant wanted = wanted(op, call);
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
        return new CreateGrant.Result(token(key, grant), grant.id());
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
                page.items().stream().map(g -> entry(key, g)).toList(), page.nextMarker(), page.truncated());
    }

    /** {@code ListRetirableGrants}: of the keys of the caller's account. */
    public ListRetirableGrants.Result listRetirable(ListRetirableGrants op, KmsCall call) {
        int limit = Page.limit(op.limit(), 50, 100);
        Optional<String> after = Page.after(op.marker());
        requirePrincipal("retiringPrincipal", op.retiringPrincipal());
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
                        .map(held -> entry(held.key(), held.grant()))
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
        Named named = op.grantToken()
                .map(GrantOperations::ofToken)
                .orElseGet(() -> new Named(
                        op.keyId().orElseThrow(GrantOperations::incomplete),
                        op.grantId().orElseThrow(GrantOperations::incomplete)));
        KmsKey key = call.about(lookup.findById(named.key(), call));
        KeyGrant grant = find(key, named.grant());
        boolean byGrant =
                grant.retiring().filter(arn -> Grants.names(arn, call.caller())).isPresent()
                        || (grant.operations().contains("RetireGrant") && Grants.names(grant.grantee(), call.caller()));
        if (!byGrant) {
            authorization.require(KeyUse.control("kms:RetireGrant", key), call);
        }
        remove(key, grant.id(), call);
        return Nothing.NOTHING;
    }

    private record Named(String key, String grant) {}

    private void remove(KmsKey key, String grantId, KmsCall call) {
        changes.change(
                key,
                call,
                known -> known.withGrants(known.grants().stream()
                        .filter(g -> !g.id().equals(grantId))
                        .toList()));
    }

    private static KeyGrant wanted(CreateGrant op, KmsCall call) {
        String id;
        try (SecretBytes random = SecretBytes.random(32)) { // an identifier
            id = random.use(bytes -> HexFormat.of().formatHex(bytes));
        }
        return new KeyGrant(
                id,
                op.name(),
                op.granteePrincipal(),
                op.retiringPrincipal(),
                "arn:aws:iam::" + call.account() + ":root",
                Set.copyOf(op.operations()),
                op.constraints().map(GrantOperations::constraint).orElse(new KeyGrant.AnyContext()),
                call.time());
    }

    private static KeyGrant.Constraint constraint(GrantConstraints constraints) {
        Map<String, String> equal = constraints.encryptionContextEquals();
        Map<String, String> subset = constraints.encryptionContextSubset();
        if (!equal.isEmpty() && !subset.isEmpty()) {
            throw KmsError.VALIDATION.because("A grant has either EncryptionContextEquals or EncryptionContextSubset.");
        }
        if (!equal.isEmpty()) {
            return new KeyGrant.ContextEquals(EncryptionContext.of(equal));
        }
        return subset.isEmpty() ? new KeyGrant.AnyContext() : new KeyGrant.ContextSubset(EncryptionContext.of(subset));
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

    private static Grant entry(KmsKey key, KeyGrant grant) {
        return new Grant(
                key.arn(),
                grant.id(),
                grant.name(),
                grant.createdAt(),
                grant.grantee(),
                grant.retiring(),
                grant.issuingAccount(),
                grant.operations().stream().sorted().toList(),
                switch (grant.constraint()) {
                    case KeyGrant.AnyContext any -> Optional.empty();
                    case KeyGrant.ContextSubset subset ->
                        Optional.of(new GrantConstraints(subset.pairs().pairs(), Map.of()));
                    case KeyGrant.ContextEquals equal ->
                        Optional.of(new GrantConstraints(Map.of(), equal.pairs().pairs()));
                });
    }

    private static KeyGrant find(KmsKey key, String grantId) {
        return key.grants().stream()
                .filter(grant -> grant.id().equals(grantId))
                .findFirst()
                .orElseThrow(() -> KmsError.NOT_FOUND.because("Grant ID " + grantId + " not found"));
    }

    private static void requireOperations(List<String> operations) {
        if (operations.isEmpty()) {
            throw Limits.invalid("[]", "operations", "Member must have length greater than or equal to 1");
        }
        operations.stream()
                .filter(name -> !GRANTABLE.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Limits.invalid(name, "operations", "Member must satisfy enum value set of a symmetric key");
                });
    }

    private static void requirePrincipal(String member, String arn) {
        try {
            Arn parsed = Arn.parse(Limits.text(member, arn, 1, 256));
            if (parsed.service().equals("iam") || parsed.service().equals("sts")) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID_ARN.because("Invalid arn " + arn);
        }
        throw KmsError.INVALID_ARN.because("Invalid arn " + arn);
    }

    private static String token(KmsKey key, KeyGrant grant) {
        return Base64.getEncoder().encodeToString((key.arn() + " " + grant.id()).getBytes(StandardCharsets.UTF_8));
    }

    private static Named ofToken(String token) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 2);
            if (parts.length == 2) {
                return new Named(parts[0], parts[1]);
            }
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID_GRANT_TOKEN.because("Invalid grant token.");
        }
        throw KmsError.INVALID_GRANT_TOKEN.because("Invalid grant token.");
    }

    private static AwsException incomplete() {
        return KmsError.VALIDATION.because("Specify a grant token, or a key ARN and a grant id.");
    }
}
