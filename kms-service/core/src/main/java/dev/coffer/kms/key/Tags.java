package dev.coffer.kms.key;

import dev.coffer.api.Nothing;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.ListResourceTags;
import dev.coffer.kms.api.Tag;
import dev.coffer.kms.api.TagResource;
import dev.coffer.kms.api.UntagResource;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Limits;
import dev.coffer.kms.call.Page;
import dev.coffer.kms.policy.Authorization;
import dev.coffer.kms.policy.KeyUse;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Tags of keys: at most 50, also counted for {@code aws:ResourceTag} conditions. */
public final class Tags {
    private static final int MOST = 50;

    private final KeyLookup lookup;
    private final KeyChanges changes;
    private final Authorization authorization;

    /** The operations on keys found by {@code lookup}. */
    public Tags(KeyLookup lookup, KeyChanges changes, Authorization authorization) {
        this.lookup = lookup;
        this.changes = changes;
        this.authorization = authorization;
    }

    /**
     * The tags as a map.
     *
     * @throws dev.coffer.aws.error.AwsException {@code TagException} for a repeated or reserved key, or too many
     */
    static NavigableMap<String, String> valid(List<Tag> tags) {
        NavigableMap<String, String> map = new TreeMap<>();
        for (Tag tag : tags) {
            Limits.text("tags.member.tagKey", tag.tagKey(), 1, 128);
            Limits.text("tags.member.tagValue", tag.tagValue(), 0, 256);
            if (tag.tagKey().startsWith("aws:")) {
                throw KmsError.TAG.because("Tags beginning with aws: are reserved");
            }
            if (map.putIfAbsent(tag.tagKey(), tag.tagValue()) != null) {
                throw KmsError.TAG.because("Duplicate tag keys");
            }
        }
        return fewEnough(map);
    }

    /** {@code TagResource}. */
    public Nothing tag(TagResource op, KmsCall call) {
        NavigableMap<String, String> added = valid(op.tags());
        KmsKey key = authorized("kms:TagResource", op.keyId(), call);
        changes.change(key, call, known -> {
            known.requireNotPending();
            NavigableMap<String, String> tags = new TreeMap<>(known.tags());
            tags.putAll(added);
            return known.withTags(fewEnough(tags));
        });
        return Nothing.NOTHING;
    }

    /** {@code UntagResource}. */
    public Nothing untag(UntagResource op, KmsCall call) {
        op.tagKeys().forEach(tag -> Limits.text("tagKeys.member", tag, 1, 128));
        KmsKey key = authorized("kms:UntagResource", op.keyId(), call);
        changes.change(key, call, known -> {
            known.requireNotPending();
            NavigableMap<String, String> tags = new TreeMap<>(known.tags());
            op.tagKeys().forEach(tags::remove);
            return known.withTags(tags);
        });
        return Nothing.NOTHING;
    }

    /** {@code ListResourceTags}. */
    public ListResourceTags.Result list(ListResourceTags op, KmsCall call) {
        int limit = Page.limit(op.limit(), 50, 50);
        NavigableMap<String, String> tags =
                authorized("kms:ListResourceTags", op.keyId(), call).tags();
        Optional<String> after = Page.after(op.marker());
        Page<Map.Entry<String, String>> page = Page.of(
                tags.entrySet().stream()
                        .filter(tag -> after.isEmpty() || tag.getKey().compareTo(after.get()) > 0)
                        .iterator(),
                limit,
                Map.Entry::getKey);
        return new ListResourceTags.Result(
                page.items().stream()
                        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                        .toList(),
                page.nextMarker(),
                page.truncated());
    }

    private KmsKey authorized(String action, String keyId, KmsCall call) {
        KmsKey key = call.about(lookup.findById(keyId, call));
        authorization.require(KeyUse.control(action, key), call);
        return key;
    }

    private static NavigableMap<String, String> fewEnough(NavigableMap<String, String> tags) {
        if (tags.size() > MOST) {
            throw KmsError.TAG.because("Too many tags");
        }
        return tags;
    }
}
