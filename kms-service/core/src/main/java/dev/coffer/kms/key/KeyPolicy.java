package dev.coffer.kms.key;

import dev.coffer.kms.api.KmsError;
import dev.coffer.policy.MalformedPolicyException;
import dev.coffer.policy.PolicyDocument;
import dev.coffer.policy.PolicyType;

/**
 * A key's policy: the root of trust of every permission on the key.
 *
 * @param text as it was put
 * @param document the same, parsed
 */
public record KeyPolicy(String text, PolicyDocument document) {

    /** @throws dev.coffer.aws.error.AwsException {@code MalformedPolicyDocumentException} if the text is no key policy */
    public static KeyPolicy parse(String text) {
        try {
            return new KeyPolicy(text, PolicyDocument.parse(text, PolicyType.RESOURCE));
        } catch (MalformedPolicyException e) {
            throw KmsError.MALFORMED_POLICY.because(e.reason());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPolicy that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
