package dev.coffer.platform.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PasswordVerifierTest {
    /** The exchange of RFC 7677, section 3, whose keys PostgreSQL would keep so. */
    @Test
    void verifier_of_the_rfcs_example() throws GeneralSecurityException {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        assertThat(PasswordVerifier.of("pencil", salt))
                .isEqualTo("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
                        + "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                        + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
    }

    @Test
    void every_verifier_has_a_salt_of_its_own() throws GeneralSecurityException {
        assertThat(PasswordVerifier.of("pencil")).isNotEqualTo(PasswordVerifier.of("pencil"));
    }
}
