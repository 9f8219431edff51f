package dev.coffer.platform.rpc;

import dev.coffer.api.Operation;
import dev.coffer.aws.Region;
import dev.coffer.identity.Caller;
import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.RequesterClaims;
import dev.coffer.platform.trust.TokenIssuer;
import dev.coffer.storage.api.CopyObject;
import dev.coffer.storage.api.UploadPartCopy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway's tokens, signed by itself. A call to storage carries a token for KMS of the same region, with which storage
 * may ask KMS for this requester ({@code kms:ViaService}), and, for a copy from another region, those for the source.
 */
public final class IssuedTokens implements RequesterTokens {
    private static final String STORAGE = "storage.";

    private final TokenIssuer issuer;

    /** @param issuer signs */
    public IssuedTokens(TokenIssuer issuer) {
        this.issuer = issuer;
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
        sourceRegion(operation).filter(source -> !source.equals(region)).ifPresent(source -> {
            tokens.put(Audience.storage(source).name(), token(caller, Audience.storage(source)));
            addKms(tokens, caller, source);
        });
        return tokens;
    }

    /** The tokens of a session that acts in storage, and through it in KMS, of each of these regions. */
    public Map<String, String> everywhere(Caller caller, Collection<Region> regions) {
        Map<String, String> tokens = new HashMap<>();
        for (Region region : regions) {
            tokens.put(Audience.storage(region).name(), token(caller, Audience.storage(region)));
            addKms(tokens, caller, region);
        }
        return tokens;
    }

    private void addKms(Map<String, String> tokens, Caller caller, Region region) {
        Audience kms = Audience.kms(region);
        tokens.put(kms.name(), issuer.issue(claims(caller, Optional.of("s3." + region + ".amazonaws.com")), kms));
    }

    private static Optional<Region> sourceRegion(Operation<?> operation) {
        return switch (operation) {
            case CopyObject copy -> Optional.of(copy.source().region());
            case UploadPartCopy copy -> Optional.of(copy.source().region());
            default -> Optional.empty();
        };
    }

    private static RequesterClaims claims(Caller caller, Optional<String> via) {
        return new RequesterClaims(caller.principal(), caller.policySetHash(), caller.canonicalUserId(), via);
    }
}
