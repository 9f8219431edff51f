package dev.coffer.gateway.identity;

import dev.coffer.aws.AccountId;
import java.util.List;

/** What became of an {@link AccountEntry}: the account, and the keys that were not there before. */
public record AddedAccount(AccountId id, String canonicalId, boolean created, List<AddedKey> keys) {
    /** Copies the list. */
    public AddedAccount {
        keys = List.copyOf(keys);
    }
}
