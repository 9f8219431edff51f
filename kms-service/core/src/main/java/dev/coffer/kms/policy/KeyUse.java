package dev.coffer.kms.policy;

import dev.coffer.envelope.EncryptionContext;
import dev.coffer.kms.key.KmsKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What someone wants to do with a key, as policies and grants see it.
 *
 * @param action such as {@code kms:Decrypt}
 * @param cryptographic whether the encryption context counts, even where it is empty
 * @param alias how the key was asked for, where by an alias
 * @param conditions further condition keys of this operation
 */
public record KeyUse(
        String action,
        KmsKey key,
        boolean cryptographic,
        EncryptionContext context,
        Optional<String> alias,
        Map<String, List<String>> conditions) {

    /** Copies the map. */
    public KeyUse {
        conditions = Map.copyOf(conditions);
    }

    /** Cryptography with an encryption context. */
    public static KeyUse cryptography(String action, KmsKey key, EncryptionContext context, Optional<String> alias) {
        return new KeyUse(action, key, true, context, alias, Map.of());
    }

    /** Reading or changing the key. */
    public static KeyUse control(String action, KmsKey key) {
        return new KeyUse(action, key, false, EncryptionContext.EMPTY, Optional.empty(), Map.of());
    }

    /** The same, asked for by an alias. */
    public KeyUse by(Optional<String> requestAlias) {
        return new KeyUse(action, key, cryptographic, context, requestAlias, conditions);
    }

    /** The same with a further condition key. */
    public KeyUse where(String conditionKey, List<String> values) {
        Map<String, List<String>> more = new HashMap<>(conditions);
        more.put(conditionKey, values);
        return new KeyUse(action, key, cryptographic, context, alias, more);
    }

    /** The operation's name, as grants list it. */
    public String operation() {
        return action.substring(action.indexOf(':') + 1);
    }
}
