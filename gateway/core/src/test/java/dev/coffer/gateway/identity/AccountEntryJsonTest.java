package dev.coffer.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountEntryJsonTest {

    @Test
    void the_documented_file_is_read() {
        List<AccountEntry> accounts = AccountEntryJson.accounts(AccountEntryJson.read("""
                {"accounts": [{"id": "111111111111", "canonicalId": "%s", "name": "main", "email": "main@example.com",
                  "rootAccessKey": {"id": "AKIAROOT000000000001", "secret": "root-secret"},
                  "users": [{"name": "alice", "accessKey": {"id": "AKIAALICE00000000001", "secret": "alice-secret"},
                             "policies": [{"Version": "2012-10-17", "Statement": []}]}],
                  "roles": [{"name": "replication", "trust": {"Version": "2012-10-17", "Statement": []},
                             "policies": []}]}]}""".formatted("ab".repeat(32))));

        assertThat(accounts).hasSize(1);
        AccountEntry account = accounts.getFirst();
        assertThat(account.id()).contains(new AccountId("111111111111"));
        assertThat(account.canonicalId()).contains("ab".repeat(32));
        assertThat(account.rootAccessKey()).contains(new Credentials("AKIAROOT000000000001", "root-secret"));
        assertThat(account.users()).singleElement().satisfies(user -> {
            assertThat(user.name()).isEqualTo("alice");
            assertThat(user.policies().documents()).containsExactly("{\"Version\":\"2012-10-17\",\"Statement\":[]}");
        });
        assertThat(account.roles()).singleElement().satisfies(role -> {
            assertThat(role.name()).isEqualTo("replication");
            assertThat(role.trust()).isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[]}");
        });
        assertThat(account.toString()).doesNotContain("root-secret").doesNotContain("alice-secret");
    }

    @Test
    void everything_may_be_left_out() {
        assertThat(AccountEntryJson.account(AccountEntryJson.read("{}"))).isEqualTo(AccountEntry.FRESH);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'[]';                                                             JSON object",
                "'{\"id\": \"1\"}';                                                twelve digits",
                "'{\"id\": 111111111111}';                                         Not a string: id",
                "'{\"canonicalId\": \"XY\"}';                                      64 lower-case hex",
                "'{\"name\": \"\"}';                                               1 to 256",
                "'{\"usres\": []}';                                                nothing is known as 'usres'",
                "'{\"users\": {}}';                                                Not a list: users",
                "'{\"users\": [{}]}';                                              Missing: name",
                "'{\"users\": [{\"name\": \"a b\"}]}';                             A name has",
                "'{\"users\": [{\"name\": \"a\", \"policies\": [{}]}]}';           Statement is missing",
                "'{\"users\": [{\"name\": \"a\", \"accessKey\": {\"id\": \"x\"}}]}'; Missing: secret",
                "'{\"rootAccessKey\": {\"id\": \"short\", \"secret\": \"12345678\"}}';           16 to 128",
                "'{\"rootAccessKey\": {\"id\": \"AKIAROOT000000000001\", \"secret\": \"short\"}}'; 8 to 128",
                "'{\"roles\": [{\"name\": \"r\"}]}';                               needs a trust policy",
                "'{\"roles\": [{\"name\": \"r\", \"trust\": {\"Statement\": [{}]}}]}'; Missing required field Effect",
            })
    void what_is_wrong_is_said(String json, String reason) {
        assertThatThrownBy(() -> AccountEntryJson.account(AccountEntryJson.read(json)))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void text_that_is_no_json_is_refused() {
        for (String text : List.of("", "{", "{\"id\": 1} x", "{\"id\": \"1\", \"id\": \"2\"}")) {
            assertThatThrownBy(() -> AccountEntryJson.read(text)).isInstanceOf(AwsException.class);
        }
    }
}
