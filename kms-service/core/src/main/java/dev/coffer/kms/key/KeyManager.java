package dev.coffer.kms.key;

/** Who decides about a key. */
public enum KeyManager {
    /** A service, for the account that it serves: {@code alias/aws/…}. */
    AWS,
    /** The account. */
    CUSTOMER
}
