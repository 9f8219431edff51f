package dev.coffer.aws.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives signing keys and keeps the last few: a client signs a whole day with one. An entry is used only with the secret
 * that made it, so a key id whose secret was replaced never matches the old one. Thread-safe.
 */
public final class SigningKeys {
    /** The entries kept. */
    static final int CAPACITY = 1024;

    private final Map<Slot, Derived> cache = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Slot, Derived> eldest) {
            return size() > CAPACITY;
        }
    };

    /** {@code HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request")}. */
    public byte[] key(Credential credential, byte[] secret) {
        Slot slot = new Slot(credential.accessKeyId(), credential.scope());
        byte[] fingerprint = SigV4.sha256().digest(secret);
        Derived known = find(slot);
        if (known != null && MessageDigest.isEqual(known.secretFingerprint, fingerprint)) {
            return known.key.clone();
        }
        byte[] key = derive(secret, credential.scope());
        synchronized (cache) {
            cache.put(slot, new Derived(fingerprint, key.clone()));
        }
        return key;
    }

    private @Nullable Derived find(Slot slot) {
        synchronized (cache) {
            return cache.get(slot);
        }
    }

    int size() {
        synchronized (cache) {
            return cache.size();
        }
    }

    static byte[] derive(byte[] secret, CredentialScope scope) {
        byte[] prefix = "AWS4".getBytes(StandardCharsets.US_ASCII);
        byte[] start = Arrays.copyOf(prefix, prefix.length + secret.length);
        System.arraycopy(secret, 0, start, prefix.length, secret.length);
        try {
            byte[] ofDate = SigV4.hmac(start, scope.date());
            byte[] ofRegion = SigV4.hmac(ofDate, scope.region());
            byte[] ofService = SigV4.hmac(ofRegion, scope.service());
            return SigV4.hmac(ofService, SigV4.TERMINATOR);
        } finally {
            Arrays.fill(start, (byte) 0);
        }
    }

    private record Slot(String accessKeyId, CredentialScope scope) {}

    private record Derived(byte[] secretFingerprint, byte[] key) {}
}
