package dev.coffer.gateway.identity;

import java.util.Optional;

/**
 * A user as the accounts file and the admin API describe it; without an access key, one is made.
 *
 * @param name by IAM's rules
 */
public record UserEntry(String name, Optional<Credentials> accessKey, PolicySet policies) {
    /** @throws dev.coffer.aws.error.AwsException {@code ValidationError} if the name is not one */
    public UserEntry {
        EntityNames.check(name);
    }
}
