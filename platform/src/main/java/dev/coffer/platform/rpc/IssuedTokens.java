package dev.coffer.platform.rpc;

import dev.coffer.api.Operation;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.identity.Caller;
import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.RequesterClaims;
import dev.coffer.platform.trust.TokenIssuer;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.CopyObject;
import dev.coffer.storage.api.PutBucketReplication;
import dev.coffer.storage.api.UploadPartCopy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The gateway's tokens, signed by itself. A call to storage carries a token for KMS of the same region, with which storage
 * may ask KMS for this requester ({@code kms:ViaService}), and those for the other regions that the operation is about: the source of a copy,
 * the destinations of a replication configuration.
 */
public final class IssuedTokens implements RequesterTokens {
    private static final String STORAGE = "storage.";

    private static final String BUCKET_ARN = "arn:aws:s3:::";

    private final TokenIssuer issuer;
    private final BucketRegions buckets;

    /**
     * Tokens of one gateway.
     *
     * @param issuer signs
     * @param buckets knows where the buckets are that an operation names
     */
    public IssuedTokens(TokenIssuer issuer, BucketRegions buckets) {
        this.issuer = issuer;
        this.buckets = buckets;
    }

    @Override
    public String token(Caller caller, Audience audience) {
        return issuer.issue(claims(caller, Optional.empty()), audience);
    }

    @Override
    public Map<String, String> forward(Caller caller, Audience audience, Operation<?> operation) {
        if (!audience.name().startsWith(STORAGE)) {
            return Map.of();
        }
        Map<String, String> tokens = new HashMap<>();
        Region region = new Region(audience.name().substring(STORAGE.length()));
        addKms(tokens, caller, region);
        others(operation).filter(other -> !other.equals(region)).forEach(other -> addRegion(tokens, caller, other));
        return tokens;
    }

    /** The tokens of a session that acts in storage, and through it in KMS, of each of these regions. */
    public Map<String, String> everywhere(Caller caller, Collection<Region> regions) {
        Map<String, String> tokens = new HashMap<>();
        regions.forEach(region -> addRegion(tokens, caller, region));
        return tokens;
    }

    private void addRegion(Map<String, String> tokens, Caller caller, Region region) {
        tokens.put(Audience.storage(region).name(), token(caller, Audience.storage(region)));
        addKms(tokens, caller, region);
    }

    private void addKms(Map<String, String> tokens, Caller caller, Region region) {
        Audience kms = Audience.kms(region);
        tokens.put(kms.name(), issuer.issue(claims(caller, Optional.of("s3." + region + ".amazonaws.com")), kms));
    }

    /** The regions of the other buckets that {@code operation} names. */
    private Stream<Region> others(Operation<?> operation) {
        return switch (operation) {
            case CopyObject copy -> Stream.of(copy.source().region());
            case UploadPartCopy copy -> Stream.of(copy.source().region());
            case PutBucketReplication put ->
                put.configuration().rules().stream()
                        .map(rule -> rule.destination().bucketArn())
                        .distinct()
                        .flatMap(arn -> region(arn).stream());
            default -> Stream.empty();
        };
    }

    /** None for what is no bucket, nobody's, or in a stopped region: storage will say so. */
    private Optional<Region> region(String bucketArn) {
        if (!bucketArn.startsWith(BUCKET_ARN)) {
            return Optional.empty();
        }
        try {
            return buckets.regionOf(new BucketName(bucketArn.substring(BUCKET_ARN.length())));
        } catch (AwsException e) {
            return Optional.empty();
        }
    }

    private static RequesterClaims claims(Caller caller, Optional<String> via) {
        return new RequesterClaims(caller.principal(), caller.policySetHash(), caller.canonicalUserId(), via);
    }
}
