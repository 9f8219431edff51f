package dev.coffer.kms.key;

import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.ListKeys;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Page;
import dev.coffer.kms.policy.Authorization;
import dev.coffer.kms.policy.KeyUse;

/** What there is. */
public final class KeyQueries {
    private final KeyRings rings;
    private final KeyLookup lookup;
    private final ManagedKeys managed;
    private final Authorization authorization;

    /** Answers from the image. */
    public KeyQueries(KeyRings rings, KeyLookup lookup, ManagedKeys managed, Authorization authorization) {
        this.rings = rings;
        this.lookup = lookup;
        this.managed = managed;
        this.authorization = authorization;
    }

    /** {@code DescribeKey}. As at AWS, an AWS managed key asked for by its alias is made if it isn't there. */
    public DescribeKey.Result describe(DescribeKey op, KmsCall call) {
        if (op.keyId().equals(ManagedKeys.S3_ALIAS)) {
            managed.s3(call);
        }
        KeyLookup.Found found = lookup.find(op.keyId(), call);
        KmsKey key = call.about(found.key());
        authorization.require(KeyUse.control("kms:DescribeKey", key).by(found.alias()), call);
        return new DescribeKey.Result(key.metadata());
    }

    /** {@code ListKeys}. */
    public ListKeys.Result list(ListKeys op, KmsCall call) {
        int limit = Page.limit(op.limit(), 100, 1000);
        var after = Page.after(op.marker());
        authorization.requireInAccount("kms:ListKeys", "*", call);
        Page<KmsKey> page = Page.of(rings.of(call.region()).keys(call.account(), after), limit, k -> k.id().uuid());
        return new ListKeys.Result(
                page.items().stream()
                        .map(key -> new ListKeys.Key(key.id().uuid(), key.arn()))
                        .toList(),
                page.nextMarker(),
                page.truncated());
    }
}
