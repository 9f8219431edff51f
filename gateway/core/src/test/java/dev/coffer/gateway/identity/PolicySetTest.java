package dev.coffer.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicySetTest {
    private static final String NOTHING = "{\"Statement\":[]}";

    @Test
    void a_set_is_named_by_its_content() {
        assertThat(new PolicySet(List.of("ab")).hash())
                .isEqualTo(new PolicySet(List.of("ab")).hash())
                .isNotEqualTo(new PolicySet(List.of("a", "b")).hash())
                .isNotEqualTo(new PolicySet(List.of("ab", "")).hash())
                .isNotEqualTo(PolicySet.EMPTY.hash());
        assertThat(new PolicySet(List.of("a", "b")).hash()).isNotEqualTo(new PolicySet(List.of("b", "a")).hash());
    }

    @Test
    void names_of_sets_do_not_drift_as_other_services_keep_them() {
        assertThat(PolicySet.EMPTY.hash())
                .isEqualTo("6d971f3d6852aa23343bcf0faeac8f740fcb1f790460cd9bb423f766707637a9");
        assertThat(new PolicySet(List.of(NOTHING, "ä")).hash())
                .isEqualTo("0438b3c2882c0234376402da2dfcd075dbc50adf2e3cea69101d1a7ac0fd95e7");
    }

    @Test
    void documents_come_back_as_they_were_put() {
        PolicySet set = new PolicySet(List.of("{ \"Statement\" : [] }", "\"ä\\u0000"));
        assertThat(PolicySet.fromJson(set.toJson())).isEqualTo(set);
    }

    @Test
    void only_identity_policies_get_in() {
        assertThat(PolicySet.checked(List.of(NOTHING)).documents()).containsExactly(NOTHING);
        assertThatThrownBy(() -> PolicySet.checked(List.of(NOTHING, "{}")))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("MalformedPolicyDocument"));
        assertThatThrownBy(() -> PolicySet.checked(Collections.nCopies(PolicySet.MAX_DOCUMENTS + 1, NOTHING)))
                .isInstanceOf(AwsException.class);
    }
}
