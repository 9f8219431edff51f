package dev.coffer.gateway.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The accounts file's JSON, whole or one entry of it. Unknown members are errors: a misspelt one would pass unseen. */
public final class AccountEntryJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AccountEntryJson() {}

    /** @throws AwsException {@code ValidationError} if the text is not JSON */
    public static JsonNode read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw IdentityErrors.invalid("There is no JSON document.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw IdentityErrors.invalid("This is not JSON: " + e.getOriginalMessage());
        }
    }

    /** {@code {"accounts": […]}}. */
    public static List<AccountEntry> accounts(JsonNode file) {
        members(file, "the accounts file", Set.of("accounts"));
        return list(file, "accounts", AccountEntryJson::account);
    }

    /** An entry of {@code accounts}. */
    public static AccountEntry account(JsonNode node) {
        members(node, "an account", Set.of("id", "canonicalId", "name", "email", "rootAccessKey", "users", "roles"));
        return new AccountEntry(
                text(node, "id").map(AccountEntryJson::accountId),
                text(node, "canonicalId"),
                text(node, "name"),
                text(node, "email"),
                credentials(node, "rootAccessKey"),
                list(node, "users", AccountEntryJson::user),
                list(node, "roles", AccountEntryJson::role));
    }

    /** An entry of {@code users}. */
    public static UserEntry user(JsonNode node) {
        members(node, "a user", Set.of("name", "accessKey", "policies"));
        return new UserEntry(required(node, "name"), credentials(node, "accessKey"), policies(node));
    }

    /** An entry of {@code roles}. */
    public static RoleEntry role(JsonNode node) {
        members(node, "a role", Set.of("name", "trust", "policies"));
        JsonNode trust = node.path("trust");
        if (!trust.isObject()) {
            throw IdentityErrors.invalid("A role needs a trust policy: trust.");
        }
        return new RoleEntry(required(node, "name"), trust.toString(), policies(node));
    }

    /** The member {@code policies}, a list of documents; absent: none. */
    public static PolicySet policies(JsonNode node) {
        return PolicySet.checked(list(node, "policies", JsonNode::toString));
    }

    /** @throws AwsException {@code ValidationError} if a member is unknown, or {@code node} is no object */
    public static void members(JsonNode node, String what, Set<String> known) {
        if (!node.isObject()) {
            throw IdentityErrors.invalid("For " + what + ", a JSON object is needed.");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!known.contains(member.getKey())) {
                throw IdentityErrors.invalid("Of " + what + ", nothing is known as '" + member.getKey() + "'.");
            }
        }
    }

    private static Optional<Credentials> credentials(JsonNode node, String member) {
        JsonNode key = node.path(member);
        if (key.isMissingNode() || key.isNull()) {
            return Optional.empty();
        }
        members(key, "an access key", Set.of("id", "secret"));
        return Optional.of(new Credentials(required(key, "id"), required(key, "secret")));
    }

    private static AccountId accountId(String text) {
        try {
            return new AccountId(text);
        } catch (IllegalArgumentException e) {
            throw IdentityErrors.invalid("An account id has twelve digits.");
        }
    }

    private static String required(JsonNode node, String member) {
        return text(node, member).orElseThrow(() -> IdentityErrors.invalid("Missing: " + member + "."));
    }

    private static Optional<String> text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw IdentityErrors.invalid("Not a string: " + member + ".");
        }
        return Optional.of(value.textValue());
    }

    private static <T> List<T> list(JsonNode node, String member, Function<JsonNode, T> read) {
        JsonNode value = node.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw IdentityErrors.invalid("Not a list: " + member + ".");
        }
        List<T> entries = new ArrayList<>();
        for (JsonNode entry : value) {
            entries.add(read.apply(entry));
        }
        return entries;
    }
}
