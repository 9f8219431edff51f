package dev.coffer.kms.grant;

import static dev.coffer.kms.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.AccountId;
import dev.coffer.identity.Caller;
import dev.coffer.kms.Callers;
import dev.coffer.kms.TestKms;
import dev.coffer.kms.api.CreateGrant;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.Grant;
import dev.coffer.kms.api.GrantConstraints;
import dev.coffer.kms.api.ListGrants;
import dev.coffer.kms.api.ListRetirableGrants;
import dev.coffer.kms.api.RetireGrant;
import dev.coffer.kms.api.RevokeGrant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final String ALICE = "arn:aws:iam::111111111111:user/alice";
    private static final String ROLE = "arn:aws:iam::111111111111:role/work";

    private final TestKms kms = new TestKms();
    private final Caller root = Callers.root(ACCOUNT);
    private final Caller alice = Callers.user(ACCOUNT, "alice", "none");
    private final String key = kms.createKey(root);

    @Test
    void a_grant_allows_its_operations_to_its_grantee() {
        refused("AccessDeniedException", () -> kms.call(dataKey(Map.of()), alice));
        kms.call(grant(ALICE, Optional.empty(), "GenerateDataKey"), root);

        byte[] blob = kms.call(dataKey(Map.of()), alice).ciphertextBlob();
        refused("AccessDeniedException", () -> kms.call(Decrypt.blob(blob, Map.of()), alice));
        refused("AccessDeniedException", () -> kms.call(dataKey(Map.of()), Callers.user(ACCOUNT, "bob", "none")));
    }

    @Test
    void an_explicit_deny_wins_over_a_grant() {
        kms.call(grant(ALICE, Optional.empty(), "GenerateDataKey"), root);

        refused(
                "AccessDeniedException",
                () -> kms.call(dataKey(Map.of()), Callers.user(ACCOUNT, "alice", "s3:* - kms:GenerateDataKey")));
    }

    @Test
    void a_grant_to_a_role_is_for_all_of_its_sessions() {
        kms.call(grant(ROLE, Optional.empty(), "GenerateDataKey"), root);

        kms.call(dataKey(Map.of()), Callers.role(ACCOUNT, "work", "none"));
    }

    @Test
    void constraints_are_about_the_encryption_context() {
        Map<String, String> pairs = Map.of("a", "1");
        kms.call(grant(ALICE, Optional.of(new GrantConstraints(pairs, Map.of())), "GenerateDataKey"), root);
        kms.call(dataKey(Map.of("a", "1", "b", "2")), alice);
        refused("AccessDeniedException", () -> kms.call(dataKey(Map.of("a", "2")), alice));

        kms.call(grant(ROLE, Optional.of(new GrantConstraints(Map.of(), pairs)), "GenerateDataKey"), root);
        Caller role = Callers.role(ACCOUNT, "work", "none");
        kms.call(dataKey(pairs), role);
        refused("AccessDeniedException", () -> kms.call(dataKey(Map.of("a", "1", "b", "2")), role));
    }

    @Test
    void a_named_grant_is_made_once() {
        CreateGrant named = new CreateGrant(
                key, ALICE, Optional.empty(), List.of("Decrypt"), Optional.empty(), List.of(), Optional.of("mine"));

        assertThat(kms.call(named, root)).isEqualTo(kms.call(named, root));
        assertThat(grants()).hasSize(1);
    }

    @Test
    void a_revoked_grant_allows_nothing() {
        String id = kms.call(grant(ALICE, Optional.empty(), "GenerateDataKey"), root)
                .grantId();
        assertThat(grants().getFirst().operations()).containsExactly("GenerateDataKey");
        assertThat(grants().getFirst().issuingAccount()).isEqualTo("arn:aws:iam::111111111111:root");

        kms.call(new RevokeGrant(key, id), root);

        refused("AccessDeniedException", () -> kms.call(dataKey(Map.of()), alice));
        assertThat(grants()).isEmpty();
        refused("NotFoundException", () -> kms.call(new RevokeGrant(key, id), root));
    }

    @Test
    void a_grant_is_retired_by_whom_it_names_with_its_token() {
        CreateGrant.Result grant = kms.call(
                new CreateGrant(
                        key,
                        ALICE,
                        Optional.of(ROLE),
                        List.of("Decrypt"),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                root);
        RetireGrant retire = new RetireGrant(Optional.of(grant.grantToken()), Optional.empty(), Optional.empty());
        assertThat(kms.call(new ListRetirableGrants(ROLE, Optional.empty(), Optional.empty()), root)
                        .grants())
                .hasSize(1);

        refused("AccessDeniedException", () -> kms.call(retire, alice));
        kms.call(retire, Callers.role(ACCOUNT, "work", "none"));

        assertThat(grants()).isEmpty();
        refused(
                "InvalidGrantTokenException",
                () -> kms.call(new RetireGrant(Optional.of("?"), Optional.empty(), Optional.empty()), root));
    }

    @Test
    void what_is_no_grant_is_refused() {
        refused("ValidationException", () -> kms.call(grant(ALICE, Optional.empty(), "Sign"), root));
        refused("ValidationException", () -> kms.call(grant(ALICE, Optional.empty()), root));
        refused("InvalidArnException", () -> kms.call(grant("alice", Optional.empty(), "Decrypt"), root));
    }

    private GenerateDataKey dataKey(Map<String, String> context) {
        return GenerateDataKey.aes256(key, context);
    }

    private CreateGrant grant(String grantee, Optional<GrantConstraints> constraints, String... operations) {
        return new CreateGrant(
                key, grantee, Optional.empty(), List.of(operations), constraints, List.of(), Optional.empty());
    }

    private List<Grant> grants() {
        return kms.call(
                        new ListGrants(key, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        root)
                .grants();
    }
}
