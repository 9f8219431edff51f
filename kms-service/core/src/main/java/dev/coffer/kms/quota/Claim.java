package dev.coffer.kms.quota;

import dev.coffer.aws.AccountId;

/** A quota of an account. */
public record Claim(AccountId account, String quota) {}
