package dev.coffer.storage;

import dev.coffer.api.BodySource;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;

/**
 * What comes with every operation.
 *
 * @param region the bucket's region
 * @param caller who asks
 * @param body the object's bytes, for writes; closed by {@link LocalStorage}
 */
public record StorageCall(Region region, Caller caller, BodySource body) {}
