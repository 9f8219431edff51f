package dev.coffer.gateway.testing;

import dev.coffer.aws.AccountId;
import dev.coffer.gateway.identity.AccountEntry;
import dev.coffer.gateway.identity.Accounts;
import dev.coffer.gateway.identity.AddedAccount;
import dev.coffer.gateway.identity.Credentials;
import dev.coffer.gateway.identity.PolicySet;
import dev.coffer.gateway.identity.UserEntry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Somebody who may sign: an account's root, or a user with one policy. */
public record TestUser(AccountId account, String name, Credentials credentials) {

    public static TestUser root(Accounts accounts) {
        AddedAccount added = accounts.add(AccountEntry.FRESH);
        return new TestUser(added.id(), "root", added.keys().getFirst().credentials());
    }

    public static TestUser user(Accounts accounts, AccountId account, String... policies) {
        String name = "user-" + UUID.randomUUID();
        Credentials credentials = accounts.addUser(
                        account, new UserEntry(name, Optional.empty(), new PolicySet(List.of(policies))))
                .getFirst()
                .credentials();
        return new TestUser(account, name, credentials);
    }

    public StaticCredentialsProvider forSdk() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey()));
    }
}
