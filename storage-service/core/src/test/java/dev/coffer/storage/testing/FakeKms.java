package dev.coffer.storage.testing;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.Arn;
import dev.coffer.aws.Region;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.Encrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsControlOperation;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.KmsOperation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A KMS in memory that really encrypts (AES-256-GCM, context as additional data), remembers every call, and refuses what
 * it is told to. Names starting with {@code alias/} are made on first use.
 */
public final class FakeKms implements KmsApi {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, SecretKeySpec> keys = new ConcurrentHashMap<>();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Predicate<Call> denied = call -> false;
    private volatile Function<Call, RuntimeException> failure = call -> null;
    private volatile Runnable before = () -> {};

    /** A call that came, answered or not. */
    public record Call(String operation, Region region, Caller caller, String keyId, Map<String, String> context) {}

    /** A new key; its ARN. */
    public String createKey(Region region, AccountId account) {
        String arn = Arn.ofKmsKey(region, account, UUID.randomUUID().toString());
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        keys.put(arn, new SecretKeySpec(bytes, "AES"));
        return arn;
    }

    /** Refuses these calls with AccessDeniedException. */
    public void deny(Predicate<Call> calls) {
        denied = calls;
    }

    /** Fails calls for which {@code failing} gives an exception. */
    public void fail(Function<Call, RuntimeException> failing) {
        failure = failing;
    }

    /** Runs something at the beginning of each call. */
    public void before(Runnable something) {
        before = something;
    }

    /** Refuses nothing and forgets all calls. */
    public void reset() {
        denied = call -> false;
        failure = call -> null;
        before = () -> {};
        calls.clear();
    }

    /** The calls so far. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many calls of an operation came. */
    public long count(String operation) {
        return calls.stream().filter(c -> c.operation().equals(operation)).count();
    }

    @Override
    @SuppressWarnings("unchecked") // each case answers with its own operation's result
    public <R> R call(KmsOperation<R> operation, Region region, Caller caller) {
        return (R)
                switch (operation) {
                    case GenerateDataKey g -> generate(g, region, caller);
                    case Decrypt d -> decrypt(d, region, caller);
                    case Encrypt e -> encrypt(e, region, caller);
                    case KmsControlOperation<?> c -> throw new UnsupportedOperationException();
                };
    }

    private GenerateDataKey.Result generate(GenerateDataKey op, Region region, Caller caller) {
        String arn = resolve(op.keyId(), region, caller);
        authorise(new Call("GenerateDataKey", region, caller, op.keyId(), op.encryptionContext()), arn);
        SecretBytes key = SecretBytes.random(32);
        byte[] blob = key.use(plain -> seal(arn, plain, op.encryptionContext()));
        return new GenerateDataKey.Result(blob, key, arn, "material");
    }

    private Encrypt.Result encrypt(Encrypt op, Region region, Caller caller) {
        String arn = resolve(op.keyId(), region, caller);
        authorise(new Call("Encrypt", region, caller, op.keyId(), op.encryptionContext()), arn);
        byte[] blob = op.plaintext().use(plain -> seal(arn, plain, op.encryptionContext()));
        return new Encrypt.Result(blob, arn, "SYMMETRIC_DEFAULT", "material");
    }

    private Decrypt.Result decrypt(Decrypt op, Region region, Caller caller) {
        ByteBuffer blob = ByteBuffer.wrap(op.ciphertextBlob());
        byte[] name = new byte[blob.getShort()];
        blob.get(name);
        String arn = new String(name, StandardCharsets.UTF_8);
        authorise(new Call("Decrypt", region, caller, arn, op.encryptionContext()), arn);
        byte[] nonce = new byte[12];
        blob.get(nonce);
        byte[] sealed = new byte[blob.remaining()];
        blob.get(sealed);
        byte[] plain = gcm(Cipher.DECRYPT_MODE, arn, nonce, sealed, op.encryptionContext());
        return new Decrypt.Result(arn, SecretBytes.adopt(plain), "SYMMETRIC_DEFAULT", "material");
    }

    private void authorise(Call call, String arn) {
        before.run();
        calls.add(call);
        RuntimeException failing = failure.apply(call);
        if (failing != null) {
            throw failing;
        }
        if (denied.test(call)) {
            String action = "kms:" + call.operation();
            throw KmsError.ACCESS_DENIED.because(
                    "User: " + call.caller().principal().arn()
                            + " is not authorized to perform: " + action + " on resource: " + arn
                            + " because no identity-based policy allows the " + action + " action");
        }
        if (!keys.containsKey(arn)) {
            throw KmsError.NOT_FOUND.because("Key '" + arn + "' does not exist");
        }
    }

    private String resolve(String keyId, Region region, Caller caller) {
        AccountId account = caller.principal().account();
        if (keyId.startsWith("alias/")) {
            return aliases.computeIfAbsent(region + "/" + account + "/" + keyId, a -> createKey(region, account));
        }
        return keyId.startsWith("arn:") ? keyId : Arn.ofKmsKey(region, account, keyId);
    }

    private byte[] seal(String arn, byte[] plain, Map<String, String> context) {
        byte[] name = arn.getBytes(StandardCharsets.UTF_8);
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, arn, nonce, plain, context);
        return ByteBuffer.allocate(2 + name.length + nonce.length + sealed.length)
                .putShort((short) name.length)
                .put(name)
                .put(nonce)
                .put(sealed)
                .array();
    }

    private byte[] gcm(int mode, String arn, byte[] nonce, byte[] bytes, Map<String, String> context) {
        SecretKeySpec key = keys.get(arn);
        if (key == null) {
            throw KmsError.NOT_FOUND.because("Key '" + arn + "' does not exist");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(EncryptionContext.of(context).canonicalBytes());
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw KmsError.INVALID_CIPHERTEXT.because("");
        }
    }
}
