package dev.coffer.kms;

import dev.coffer.aws.AccountId;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Who calls in tests. */
public final class Callers {
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private Callers() {}

    /** An account that no other test has. */
    public static AccountId freshAccount() {
        return new AccountId("3%011d".formatted(ACCOUNTS.incrementAndGet()));
    }

    public static Caller root(AccountId account) {
        return of(new Principal.Root(account, "AKIAROOT" + account), "none");
    }

    /** @param policySet see {@link TestPolicySets} */
    public static Caller user(AccountId account, String name, String policySet) {
        return of(new Principal.IamUser(account, name, "AIDA" + name, "AKIA" + name), policySet);
    }

    public static Caller role(AccountId account, String name, String policySet) {
        return of(
                new Principal.AssumedRole(
                        account,
                        name,
                        "AROA" + name,
                        "session",
                        "ASIA" + name,
                        Instant.parse("2026-11-01T10:00:00Z"),
                        ""),
                policySet);
    }

    public static Caller of(Principal principal, String policySet) {
        return new Caller(
                principal,
                policySet,
                "c".repeat(64),
                new RequestFacts("REQUEST1", "203.0.113.7", "aws-cli/2", "TLSv1.3"),
                Optional.empty(),
                Map.of());
    }

    public static Caller viaS3(Caller caller) {
        return caller.via("s3.us-east-1.amazonaws.com");
    }
}
