package dev.coffer.kms.key;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Arn;
import dev.coffer.aws.error.AwsException;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.call.Limits;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * From what a client sent as a key id to the key. A name that the image doesn't know may be younger than the image, so
 * that the store is asked once before the client is refused.
 */
public final class KeyLookup {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final KeyRings rings;
    private final KeyStore store;
    private final ManagedKeys managed;

    /** @param managed makes {@code alias/aws/s3} where S3 asks for it first */
    public KeyLookup(KeyRings rings, KeyStore store, ManagedKeys managed) {
        this.rings = rings;
        this.store = store;
        this.managed = managed;
    }

    /**
     * A key, and how it was asked for.
     *
     * @param alias the alias's name, where the client sent one
     */
    public record Found(KmsKey key, Optional<String> alias) {}

    /**
     * The key that an id, ARN, alias name or alias ARN stands for. Names without an account are the caller's.
     *
     * @throws AwsException {@code NotFoundException}, {@code InvalidArnException}
     */
    public Found find(String reference, KmsCall call) {
        Limits.text("keyId", reference, 1, 2048);
        if (reference.startsWith("alias/")) {
            return byAlias(call.account(), reference, call);
        }
        if (!reference.startsWith("arn:")) {
            return new Found(byUuid(call.account(), reference, reference, call), Optional.empty());
        }
        Arn arn = parse(reference, call);
        AccountId account = account(arn, reference);
        if (arn.resource().startsWith("alias/")) {
            return byAlias(account, arn.resource(), call);
        }
        return new Found(byUuid(account, keyPart(arn, reference), reference, call), Optional.empty());
    }

    /**
     * The key that an id or ARN stands for, for the operations that take no alias.
     *
     * @throws AwsException {@code NotFoundException}, {@code InvalidArnException}
     */
    public KmsKey findById(String reference, KmsCall call) {
        Limits.text("keyId", reference, 1, 2048);
        if (reference.startsWith("arn:")) {
            Arn arn = parse(reference, call);
            return byUuid(account(arn, reference), keyPart(arn, reference), reference, call);
        }
        return byUuid(call.account(), reference, reference, call);
    }

    /** The key that a ciphertext blob names. */
    public Optional<KmsKey> ofBlob(String uuid, KmsCall call) {
        KeyRing ring = rings.of(call.region());
        ring.deleted(uuid).ifPresent(id -> {
            throw notFound(id);
        });
        return refreshing(call, r -> r.key(uuid));
    }

    private KmsKey byUuid(AccountId account, String uuid, String reference, KmsCall call) {
        if (!UUID.matcher(uuid).matches()) {
            throw KmsError.NOT_FOUND.because("Invalid keyId '" + reference + "'");
        }
        return refreshing(
                        call,
                        ring -> ring.key(uuid).filter(key -> key.id().account().equals(account)))
                .orElseThrow(() -> notFound(new KeyId(call.region(), account, uuid)));
    }

    private Found byAlias(AccountId account, String name, KmsCall call) {
        KeyRing ring = rings.of(call.region());
        Optional<KmsKey> known = ring.alias(account, name);
        if (known.isEmpty() && ManagedKeys.isFor(name, account, call)) {
            known = Optional.of(managed.s3(call));
        }
        KmsKey key = known.or(() -> refreshing(call, r -> r.alias(account, name)))
                .orElseThrow(() -> KmsError.NOT_FOUND.because(
                        "Alias " + Arn.ofKmsAlias(call.region(), account, name) + " is not found."));
        return new Found(key, Optional.of(name));
    }

    private Optional<KmsKey> refreshing(KmsCall call, Function<KeyRing, Optional<KmsKey>> look) {
        KeyRing ring = rings.of(call.region());
        return look.apply(ring).or(() -> {
            store.refresh(call.region());
            return look.apply(ring);
        });
    }

    private static Arn parse(String reference, KmsCall call) {
        Arn arn;
        try {
            arn = Arn.parse(reference);
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID_ARN.because("Invalid arn " + reference);
        }
        if (!arn.service().equals("kms") || !arn.partition().equals("aws")) {
            throw KmsError.INVALID_ARN.because("Invalid arn " + reference);
        }
        if (!arn.region().equals(call.region().id())) {
            throw KmsError.NOT_FOUND.because("Invalid arn " + arn.region());
        }
        return arn;
    }

    private static AccountId account(Arn arn, String reference) {
        try {
            return new AccountId(arn.account());
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID_ARN.because("Invalid arn " + reference);
        }
    }

    private static String keyPart(Arn arn, String reference) {
        if (!arn.resource().startsWith("key/")) {
            throw KmsError.NOT_FOUND.because("Invalid keyId '" + reference + "'");
        }
        return arn.resource().substring("key/".length());
    }

    private static AwsException notFound(KeyId id) {
        return KmsError.NOT_FOUND.because("Key '" + id.arn() + "' does not exist");
    }
}
