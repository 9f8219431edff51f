package dev.coffer.kms.key;

import dev.coffer.api.Nothing;
import dev.coffer.aws.Arn;
import dev.coffer.aws.error.AwsException;
import dev.coffer.kms.api.CreateAlias;
import dev.coffer.kms.api.DeleteAlias;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.ListAliases;
import dev.coffer.kms.api.UpdateAlias;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Limits;
import dev.coffer.kms.call.Page;
import dev.coffer.kms.policy.Authorization;
import dev.coffer.kms.policy.KeyUse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of keys. A name belongs to one key of its account and region; changing it needs permission on the alias (identity
 * policies) and on every key concerned. Source: "Controlling access to aliases", AWS KMS Developer Guide.
 */
public final class Aliases {
    private static final Pattern SHAPE = Pattern.compile("^[a-zA-Z0-9:/_-]+$");
    private static final String PREFIX = "alias/";
    private static final String RESERVED = "alias/aws/";

    private final KeyStore store;
    private final KeyRings rings;
    private final KeyLookup lookup;
    private final KeyChanges changes;
    private final Authorization authorization;

    /** The operations on keys in {@code store}. */
    public Aliases(KeyStore store, KeyRings rings, KeyLookup lookup, KeyChanges changes, Authorization authorization) {
        this.store = store;
        this.rings = rings;
        this.lookup = lookup;
        this.changes = changes;
        this.authorization = authorization;
    }

    /** {@code CreateAlias}. */
    public Nothing create(CreateAlias op, KmsCall call) {
        String name = mutable(op.aliasName());
        KmsKey key = target("kms:CreateAlias", name, op.targetKeyId(), call);
        List<KmsKey> changed = changes.change(call, ring -> {
            if (ring.alias(call.account(), name).isPresent()) {
                throw KmsError.ALREADY_EXISTS.because("An alias with the name " + arn(name, call) + " already exists");
            }
            return List.of(named(current(ring, key), new Alias(name, call.time(), call.time())));
        });
        changed.forEach(call::about);
        return Nothing.NOTHING;
    }

    /** {@code UpdateAlias}. */
    public Nothing update(UpdateAlias op, KmsCall call) {
        String name = mutable(op.aliasName());
        KmsKey key = target("kms:UpdateAlias", name, op.targetKeyId(), call);
        KmsKey former = holder(name, call);
        authorization.require(KeyUse.control("kms:UpdateAlias", former), call);
        List<KmsKey> changed = changes.change(call, ring -> {
            KmsKey holding = ring.alias(call.account(), name).orElseThrow(() -> unknown(name, call));
            Alias moved = new Alias(name, holding.aliases().get(name).createdAt(), call.time());
            KmsKey to = current(ring, key);
            return holding.id().equals(to.id())
                    ? List.of(named(to, moved))
                    : List.of(without(holding, name), named(to, moved));
        });
        changed.stream().filter(k -> k.id().equals(key.id())).forEach(call::about);
        return Nothing.NOTHING;
    }

    /** {@code DeleteAlias}. */
    public Nothing delete(DeleteAlias op, KmsCall call) {
        String name = mutable(op.aliasName());
        call.aboutAlias(arn(name, call));
        authorization.requireInAccount("kms:DeleteAlias", arn(name, call), call);
        KmsKey key = call.about(holder(name, call));
        authorization.require(KeyUse.control("kms:DeleteAlias", key), call);
        changes.change(
                call,
                ring -> List.of(
                        without(ring.alias(call.account(), name).orElseThrow(() -> unknown(name, call)), name)));
        return Nothing.NOTHING;
    }

    /** {@code ListAliases}. */
    public ListAliases.Result list(ListAliases op, KmsCall call) {
        int limit = Page.limit(op.limit(), 50, 100);
        Optional<String> after = Page.after(op.marker());
        authorization.requireInAccount("kms:ListAliases", "*", call);
        KeyRing ring = rings.of(call.region());
        Optional<String> only =
                op.keyId().map(id -> lookup.findById(id, call).id().uuid());
        Iterator<Map.Entry<String, String>> all = ring.aliases(call.account(), after);
        Stream<ListAliases.Alias> entries = Stream.generate(() -> all)
                .takeWhile(Iterator::hasNext)
                .map(Iterator::next)
                .filter(entry -> only.isEmpty() || entry.getValue().equals(only.get()))
                .flatMap(entry -> ring.key(entry.getValue()).stream()
                        .flatMap(key -> Optional.ofNullable(key.aliases().get(entry.getKey())).stream())
                        .map(alias -> new ListAliases.Alias(
                                alias.name(),
                                arn(alias.name(), call),
                                Optional.of(entry.getValue()),
                                Optional.of(alias.createdAt()),
                                Optional.of(alias.updatedAt()))));
        Page<ListAliases.Alias> page = Page.of(entries.iterator(), limit, ListAliases.Alias::aliasName);
        return new ListAliases.Result(page.items(), page.nextMarker(), page.truncated());
    }

    private KmsKey target(String action, String name, String keyId, KmsCall call) {
        call.aboutAlias(arn(name, call));
        authorization.requireInAccount(action, arn(name, call), call);
        KmsKey key = call.about(lookup.findById(keyId, call));
        authorization.require(KeyUse.control(action, key), call);
        if (!key.id().account().equals(call.account())) {
            throw KmsError.NOT_FOUND.because("Key '" + key.arn() + "' does not exist");
        }
        return key;
    }

    private KmsKey holder(String name, KmsCall call) {
        KeyRing ring = rings.of(call.region());
        return ring.alias(call.account(), name)
                .or(() -> {
                    store.refresh(call.region());
                    return ring.alias(call.account(), name);
                })
                .orElseThrow(() -> unknown(name, call));
    }

    private static KmsKey current(KeyRing ring, KmsKey key) {
        KmsKey now = ring.key(key.id().uuid())
                .orElseThrow(() -> KmsError.NOT_FOUND.because("Key '" + key.arn() + "' does not exist"));
        now.requireNotPending();
        return now;
    }

    private static KmsKey named(KmsKey key, Alias alias) {
        NavigableMap<String, Alias> more = new TreeMap<>(key.aliases());
        more.put(alias.name(), alias);
        return key.withAliases(more);
    }

    private static KmsKey without(KmsKey key, String name) {
        NavigableMap<String, Alias> fewer = new TreeMap<>(key.aliases());
        fewer.remove(name);
        return key.withAliases(fewer);
    }

    private static String mutable(String name) {
        Limits.shape("aliasName", Limits.text("aliasName", name, 1, 256), SHAPE);
        if (!name.startsWith(PREFIX) || name.length() == PREFIX.length()) {
            throw KmsError.VALIDATION.because("Alias must start with the prefix \"alias/\". Please see "
                    + "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        }
        if (name.startsWith(RESERVED)) {
            throw KmsError.NOT_AUTHORIZED.because("");
        }
        return name;
    }

    private static String arn(String name, KmsCall call) {
        return Arn.ofKmsAlias(call.region(), call.account(), name);
    }

    private static AwsException unknown(String name, KmsCall call) {
        return KmsError.NOT_FOUND.because("Alias " + arn(name, call) + " is not found.");
    }
}
