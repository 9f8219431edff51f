package dev.coffer.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.api.Nothing;
import dev.coffer.aws.AccountId;
import dev.coffer.gateway.identity.AccountEntry;
import dev.coffer.gateway.identity.AccountEntryJson;
import dev.coffer.gateway.identity.AccountViews;
import dev.coffer.gateway.identity.AccountViews.Details;
import dev.coffer.gateway.identity.Accounts;
import dev.coffer.gateway.identity.AddedAccount;
import dev.coffer.gateway.identity.AddedKey;
import dev.coffer.gateway.identity.IdentityErrors;
import dev.coffer.gateway.identity.PolicySet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Accounts: what the accounts file says, through the API. Secrets are told once, when a key is made. */
@ApplicationScoped
class AccountsResource implements AdminResource {
    private final AdminAccess access;
    private final Accounts accounts;
    private final AccountViews views;

    AccountsResource(AdminAccess access, Accounts accounts, AccountViews views) {
        this.access = access;
        this.accounts = accounts;
        this.views = views;
    }

    /** A key with its secret. */
    record MadeKey(Optional<String> user, AccessKey accessKey) {
        static MadeKey of(AddedKey key) {
            return new MadeKey(
                    key.user(),
                    new AccessKey(
                            key.credentials().accessKeyId(), key.credentials().secretAccessKey()));
        }
    }

    /** As in the accounts file. */
    record AccessKey(String id, String secret) {}

    private record MadeAccount(AccountId id, String canonicalId, boolean created, List<MadeKey> keys) {}

    private record UserView(
            String name, String arn, String userId, List<String> accessKeyIds, List<JsonNode> policies) {}

    private record RoleView(String name, String arn, String roleId, JsonNode trust, List<JsonNode> policies) {}

    private record AccountView(
            AccountId id,
            String canonicalId,
            String name,
            String email,
            Instant createdAt,
            List<String> rootAccessKeyIds,
            List<UserView> users,
            List<RoleView> roles) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/accounts", "ListAccounts", Set.of(), this::list),
                Route.post("/accounts", "CreateAccount", this::add),
                Route.get("/accounts/{account}", "GetAccount", Set.of(), this::get),
                Route.post(
                        "/accounts/{account}/access-keys",
                        "CreateAccessKey",
                        call -> MadeKey.of(accounts.addAccessKey(call.account(), Optional.empty()))),
                Route.delete("/accounts/{account}/access-keys/{accessKey}", "DeleteAccessKey", Set.of(), call -> {
                    accounts.deleteAccessKey(call.account(), call.parameter("accessKey"));
                    return Nothing.NOTHING;
                }));
    }

    private Object list(AdminCall call) {
        boolean operator = access.isOperator(call.caller());
        return Map.of(
                "accounts",
                views.all().stream()
                        .filter(account -> operator
                                || account.id().equals(call.caller().principal().account()))
                        .toList());
    }

    /** Adds what is missing, as the accounts file does. */
    private Object add(AdminCall call) {
        AccountEntry entry = AccountEntryJson.account(call.fields().node());
        if (entry.id().isEmpty() && !access.isOperator(call.caller())) {
            throw IdentityErrors.invalid("Only the operator's account makes further accounts: say id.");
        }
        entry.id().ifPresent(id -> access.checkAccount(call.caller(), id));
        AddedAccount added = accounts.add(entry);
        return new MadeAccount(
                added.id(),
                added.canonicalId(),
                added.created(),
                added.keys().stream().map(MadeKey::of).toList());
    }

    private Object get(AdminCall call) {
        Details details = views.details(call.account())
                .orElseThrow(() -> IdentityErrors.noSuchEntity("The account with id " + call.account()));
        return new AccountView(
                details.account().id(),
                details.account().canonicalId(),
                details.account().name(),
                details.account().email(),
                details.account().createdAt(),
                details.rootAccessKeyIds(),
                details.users().stream()
                        .map(u -> new UserView(u.name(), u.arn(), u.userId(), u.accessKeyIds(), parsed(u.policies())))
                        .toList(),
                details.roles().stream()
                        .map(r -> new RoleView(
                                r.name(), r.arn(), r.roleId(), AdminJson.parsed(r.trust()), parsed(r.policies())))
                        .toList());
    }

    private static List<JsonNode> parsed(PolicySet policies) {
        return policies.documents().stream().map(AdminJson::parsed).toList();
    }
}
