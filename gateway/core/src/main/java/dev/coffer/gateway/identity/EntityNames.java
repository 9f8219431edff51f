package dev.coffer.gateway.identity;

import java.util.regex.Pattern;

/** Names of users and roles. Source: "IAM and AWS STS quotas: IAM name requirements", IAM User Guide. */
final class EntityNames {
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

    private EntityNames() {}

    static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw IdentityErrors.invalid(
                    "A name has 1 to 64 letters, digits and characters of _+=,.@- and is not '" + name + "'.");
        }
    }
}
