package dev.coffer.audit.trail;

/**
 * A resource as LookupEvents shows it: a KMS key by its ARN, a bucket by its name.
 *
 * @param type such as {@code AWS::KMS::Key}
 */
public record TrailResource(String type, String name) {}
