package dev.coffer.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * CloudTrail's {@code userIdentity} element. Holds identifiers only, never a secret. Source: "CloudTrail userIdentity
 * element", AWS CloudTrail User Guide.
 */
public final class UserIdentities {
    private UserIdentities() {}

    /**
     * The requester as the trail of the requester's own account names it; with {@code invokedBy} where a service acts for
     * the requester.
     */
    public static Map<String, Object> of(Caller caller) {
        Map<String, Object> identity = of(caller.principal());
        invokedBy(caller).ifPresent(service -> identity.put("invokedBy", service));
        return identity;
    }

    /** The requester as the trail of another account, which owns the resource, names it: without ARN, name and key. */
    public static Map<String, Object> acrossAccounts(Caller caller) {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("type", "AWSAccount");
        identity.put("principalId", caller.principal().principalId());
        identity.put("accountId", caller.principal().account().value());
        invokedBy(caller).ifPresent(service -> identity.put("invokedBy", service));
        return identity;
    }

    /** An AWS service that acts on its own, such as {@code kms.amazonaws.com}. */
    public static Map<String, Object> ofService(String service) {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("type", "AWSService");
        identity.put("invokedBy", service);
        return identity;
    }

    /**
     * The name of the forward access session of the service that acts for the requester: {@code fas.s3.amazonaws.com} for
     * {@code s3.eu-west-1.amazonaws.com}. The trail has it as address and user agent too.
     */
    public static Optional<String> invokedBy(Caller caller) {
        return caller.via().map(service -> "fas." + service.substring(0, service.indexOf('.')) + ".amazonaws.com");
    }

    private static Map<String, Object> of(Principal principal) {
        Map<String, Object> identity = new LinkedHashMap<>();
        switch (principal) {
            case Principal.Root root -> named(identity, "Root", root);
            case Principal.IamUser user -> {
                named(identity, "IAMUser", user);
                identity.put("userName", user.userName());
            }
            case Principal.AssumedRole role -> {
                named(identity, "AssumedRole", role);
                identity.put("sessionContext", sessionContext(role));
            }
            case Principal.Anonymous nobody -> {
                identity.put("type", "AWSAccount");
                identity.put("principalId", "");
                identity.put("accountId", "anonymous");
            }
        }
        return identity;
    }

    private static void named(Map<String, Object> identity, String type, Principal principal) {
        identity.put("type", type);
        identity.put("principalId", principal.principalId());
        identity.put("arn", principal.arn());
        identity.put("accountId", principal.account().value());
        if (!principal.accessKeyId().isEmpty()) {
            identity.put("accessKeyId", principal.accessKeyId());
        }
    }

    private static Map<String, Object> sessionContext(Principal.AssumedRole role) {
        Map<String, Object> issuer = new LinkedHashMap<>();
        issuer.put("type", "Role");
        issuer.put("principalId", role.roleId());
        issuer.put("arn", role.policyArn());
        issuer.put("accountId", role.account().value());
        issuer.put("userName", role.roleName());
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("creationDate", time(role.issuedAt()));
        attributes.put("mfaAuthenticated", "false");
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("sessionIssuer", issuer);
        context.put("attributes", attributes);
        return context;
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
