package dev.coffer.kms.quota;

/**
 * What an instance asks of a claim's shared bucket.
 *
 * @param perSecond the quota, positive
 * @param charged tokens that were taken here without a lease, less those that are put back; may be negative
 * @param wanted tokens to lease, at most
 * @param asked calls since the last request
 * @param demand calls of about the last second, these included
 */
record SliceRequest(Claim claim, int perSecond, double charged, double wanted, long asked, double demand) {}
