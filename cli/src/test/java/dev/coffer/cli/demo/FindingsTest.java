package dev.coffer.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cli.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Finding KEPT = new Finding(Claim.ONE_DECRYPT, "1 for 12 objects", "1 for 12 objects");
    private static final Finding BROKEN = new Finding(Claim.METER_AGREES, "53 calls", "52 calls");

    @Test
    void a_claim_holds_where_what_was_expected_was_found() {
        assertThat(new Findings("http://here", List.of(KEPT)).hold()).isTrue();
        assertThat(new Findings("http://here", List.of(KEPT, BROKEN)).hold()).isFalse();
    }

    @Test
    void the_table_has_a_line_a_claim_and_the_sum() {
        List<String> lines = new Findings("http://here", List.of(KEPT, BROKEN)).lines();
        assertThat(lines)
                .filteredOn(line -> line.contains(" yes "))
                .singleElement()
                .asString()
                .contains("Decrypt");
        assertThat(lines)
                .filteredOn(line -> line.contains(" NO "))
                .singleElement()
                .asString()
                .contains("52 calls");
        assertThat(lines.getLast()).isEqualTo("1 of 2 claims do not hold at http://here.");
    }

    @Test
    void scripts_get_ids_and_verdicts() {
        var json = Json.read(Json.write(new Findings("http://here", List.of(BROKEN)).json()), "findings");
        assertThat(json.path("holds").asBoolean(true)).isFalse();
        assertThat(json.at("/claims/0/id").asText()).isEqualTo("meter-agrees");
        assertThat(json.at("/claims/0/found").asText()).isEqualTo("52 calls");
    }
}
