package dev.coffer.platform.trust;

import dev.coffer.aws.AccountId;
import dev.coffer.identity.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;

/**
 * What a requester token says of its requester: facts that hold for many requests, so that one token serves them all.
 *
 * @param principal who
 * @param policySetHash SHA-256 of the effective policy set
 * @param canonicalUserId of the account
 * @param via the service that may act for the requester with this token; none in the gateway's direct calls
 */
public record RequesterClaims(Principal principal, String policySetHash, String canonicalUserId, Optional<String> via) {

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (principal) {
            case Principal.Root root -> {
                map.put("kind", "root");
                map.put("account", root.account().value());
                map.put("key", root.accessKeyId());
            }
            case Principal.IamUser user -> {
                map.put("kind", "user");
                map.put("account", user.account().value());
                map.put("name", user.userName());
                map.put("id", user.userId());
                map.put("key", user.accessKeyId());
            }
            case Principal.AssumedRole role -> {
                map.put("kind", "role");
                map.put("account", role.account().value());
                map.put("name", role.roleName());
                map.put("id", role.roleId());
                map.put("session", role.sessionName());
                map.put("key", role.accessKeyId());
                map.put("issued", role.issuedAt().toString());
                map.put("sessionPolicy", role.sessionPolicyHash());
            }
            case Principal.Anonymous nobody -> map.put("kind", "anonymous");
        }
        map.put("policies", policySetHash);
        map.put("canonical", canonicalUserId);
        via.ifPresent(service -> map.put("via", service));
        return map;
    }

    /** @throws IllegalArgumentException if a claim is missing or not what it should be */
    static RequesterClaims of(JwtClaims claims) {
        Principal principal = switch (text(claims, "kind")) {
            case "root" -> new Principal.Root(account(claims), text(claims, "key"));
            case "user" ->
                new Principal.IamUser(account(claims), text(claims, "name"), text(claims, "id"), text(claims, "key"));
            case "role" ->
                new Principal.AssumedRole(
                        account(claims),
                        text(claims, "name"),
                        text(claims, "id"),
                        text(claims, "session"),
                        text(claims, "key"),
                        Instant.parse(text(claims, "issued")),
                        text(claims, "sessionPolicy"));
            case "anonymous" -> new Principal.Anonymous();
            default -> throw new IllegalArgumentException("unknown kind of principal");
        };
        return new RequesterClaims(
                principal,
                text(claims, "policies"),
                text(claims, "canonical"),
                Optional.ofNullable(claims.getClaimValueAsString("via")));
    }

    private static AccountId account(JwtClaims claims) {
        return new AccountId(text(claims, "account"));
    }

    private static String text(JwtClaims claims, String name) {
        String value = claims.getClaimValueAsString(name);
        if (value == null) {
            throw new IllegalArgumentException("a requester token lacks " + name);
        }
        return value;
    }
}
