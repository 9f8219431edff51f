package dev.coffer.gateway.admin;

import dev.coffer.api.Nothing;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.admin.AccountsResource.AccessKey;
import dev.coffer.gateway.admin.AccountsResource.MadeKey;
import dev.coffer.gateway.identity.AccountEntryJson;
import dev.coffer.gateway.identity.AccountViews;
import dev.coffer.gateway.identity.Accounts;
import dev.coffer.gateway.identity.Credentials;
import dev.coffer.gateway.identity.IdentityErrors;
import dev.coffer.gateway.identity.PolicySet;
import dev.coffer.gateway.identity.RoleEntry;
import dev.coffer.gateway.identity.UserEntry;
import dev.coffer.identity.Principal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The users and roles of an account. */
@ApplicationScoped
class UsersResource implements AdminResource {
    private static final String USERS = "/accounts/{account}/users";
    private static final String USER = USERS + "/{user}";
    private static final String ROLES = "/accounts/{account}/roles";
    private static final String ROLE = ROLES + "/{role}";

    private final Accounts accounts;
    private final AccountViews views;

    UsersResource(Accounts accounts, AccountViews views) {
        this.accounts = accounts;
        this.views = views;
    }

    private record MadeUser(String name, String arn, List<MadeKey> keys) {}

    private record MadeRole(String name, String arn) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(USERS, "CreateUser", this::addUser),
                Route.delete(USER, "DeleteUser", Set.of(), call -> {
                    accounts.deleteUser(call.account(), call.parameter("user"));
                    return Nothing.NOTHING;
                }),
                Route.put(USER + "/policies", "PutUserPolicies", call -> {
                    accounts.putUserPolicies(call.account(), call.parameter("user"), policies(call));
                    return Nothing.NOTHING;
                }),
                Route.post(
                        USER + "/access-keys",
                        "CreateAccessKey",
                        call -> MadeKey.of(accounts.addAccessKey(call.account(), Optional.of(call.parameter("user"))))),
                Route.get(USER + "/credentials", "GetUserCredentials", Set.of(), this::credentials),
                Route.post(ROLES, "CreateRole", this::addRole),
                Route.delete(ROLE, "DeleteRole", Set.of(), call -> {
                    accounts.deleteRole(call.account(), call.parameter("role"));
                    return Nothing.NOTHING;
                }),
                Route.put(ROLE + "/policies", "PutRolePolicies", call -> {
                    accounts.putRolePolicies(call.account(), call.parameter("role"), policies(call));
                    return Nothing.NOTHING;
                }));
    }

    private Object addUser(AdminCall call) {
        AccountId account = call.account();
        UserEntry entry = AccountEntryJson.user(call.fields().node());
        List<MadeKey> keys =
                accounts.addUser(account, entry).stream().map(MadeKey::of).toList();
        return new MadeUser(entry.name(), "arn:aws:iam::" + account + ":user/" + entry.name(), keys);
    }

    private Object addRole(AdminCall call) {
        AccountId account = call.account();
        RoleEntry entry = AccountEntryJson.role(call.fields().node());
        accounts.addRole(account, entry);
        return new MadeRole(entry.name(), "arn:aws:iam::" + account + ":role/" + entry.name());
    }

    /** The launcher's {@code env --user}: a root may act as its users anyway; nobody else reads a secret again. */
    private Object credentials(AdminCall call) {
        if (!(call.caller().principal() instanceof Principal.Root)) {
            throw new AwsException("AccessDenied", 403, "Only an account's root is told a user's secret again.");
        }
        String user = call.parameter("user");
        Credentials credentials = views.credentials(call.account(), Optional.of(user))
                .orElseThrow(() -> IdentityErrors.noSuchEntity("An access key of user " + user));
        return Map.of("accessKey", new AccessKey(credentials.accessKeyId(), credentials.secretAccessKey()));
    }

    private static PolicySet policies(AdminCall call) {
        return AccountEntryJson.policies(
                call.fields().only("policies", Set.of("policies")).node());
    }
}
