package dev.coffer.gateway.identity;

import dev.coffer.aws.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account as the accounts file and the admin API describe it. What is left out is made: ids, names, and a root key for
 * an account that is new.
 */
public record AccountEntry(
        Optional<AccountId> id,
        Optional<String> canonicalId,
        Optional<String> name,
        Optional<String> email,
        Optional<Credentials> rootAccessKey,
        List<UserEntry> users,
        List<RoleEntry> roles) {
    private static final Pattern CANONICAL_ID = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_TEXT = 256;

    /** Of nothing but what gets made. */
    public static final AccountEntry FRESH = new AccountEntry(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());

    /** @throws dev.coffer.aws.error.AwsException {@code ValidationError} */
    public AccountEntry {
        if (canonicalId.filter(c -> !CANONICAL_ID.matcher(c).matches()).isPresent()) {
            throw IdentityErrors.invalid("A canonical id has 64 lower-case hex digits.");
        }
        if (name.filter(n -> n.isBlank() || n.length() > MAX_TEXT).isPresent()
                || email.filter(e -> e.isBlank() || e.length() > MAX_TEXT).isPresent()) {
            throw IdentityErrors.invalid("Name and email of an account have 1 to " + MAX_TEXT + " characters.");
        }
        users = List.copyOf(users);
        roles = List.copyOf(roles);
    }
}
