package dev.coffer.gateway.authentication;

import java.util.Optional;

/** The access keys of all accounts, cached; a deleted key is gone within a second. */
public interface AccessKeys {
    /** The active key with this id. May block on the database, on a miss only. */
    Optional<AccessKey> find(String accessKeyId);
}
