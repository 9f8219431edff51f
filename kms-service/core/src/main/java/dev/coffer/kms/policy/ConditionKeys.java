package dev.coffer.kms.policy;

import dev.coffer.kms.call.KmsCall;
import dev.coffer.kms.key.KmsKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of KMS's own condition keys, and of those that concern the key. Sources: "AWS KMS condition keys", AWS KMS
 * Developer Guide; "AWS global condition context keys", IAM User Guide.
 */
final class ConditionKeys {
    private ConditionKeys() {}

    /** What is known of every call. */
    static Map<String, List<String>> of(KmsCall call) {
        Map<String, List<String>> keys = new HashMap<>(32);
        keys.put("kms:calleraccount", List.of(call.account().value()));
        call.caller().via().ifPresent(service -> {
            List<String> name = List.of(service.substring(0, service.indexOf('.')) + ".amazonaws.com");
            keys.put("kms:viaservice", List.of(service));
            keys.put("aws:calledvia", name);
            keys.put("aws:calledviafirst", name);
            keys.put("aws:calledvialast", name);
        });
        return keys;
    }

    /** What is known of a use of a key. */
    static Map<String, List<String>> of(KeyUse use, KmsCall call) {
        Map<String, List<String>> keys = of(call);
        KmsKey key = use.key();
        keys.put("aws:resourceaccount", List.of(key.id().account().value()));
        keys.put("kms:keyspec", List.of(KmsKey.SPEC));
        keys.put("kms:keyusage", List.of("ENCRYPT_DECRYPT"));
        keys.put("kms:keyorigin", List.of("AWS_KMS"));
        keys.put("kms:multiregion", List.of("false"));
        keys.put("kms:resourcealiases", List.copyOf(key.aliases().keySet()));
        key.tags().forEach((tag, value) -> keys.put("aws:resourcetag/" + tag, List.of(value)));
        use.alias().ifPresent(alias -> keys.put("kms:requestalias", List.of(alias)));
        if (use.cryptographic()) {
            keys.put("kms:encryptionalgorithm", List.of(KmsKey.SPEC));
            keys.put(
                    "kms:encryptioncontextkeys",
                    List.copyOf(use.context().pairs().keySet()));
            use.context().pairs().forEach((name, value) -> keys.put("kms:encryptioncontext:" + name, List.of(value)));
        }
        keys.putAll(use.conditions());
        return keys;
    }
}
