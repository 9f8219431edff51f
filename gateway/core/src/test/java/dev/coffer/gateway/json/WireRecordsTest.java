package dev.coffer.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.SecretBytes;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireRecordsTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final WireRecords wire = new WireRecords(WireRecords::upperCamel);

    record Inner(String tagKey) {}

    record Everything(
            String text,
            int number,
            Optional<Boolean> flag,
            Optional<Instant> time,
            List<Inner> inners,
            Map<String, String> pairs,
            byte[] blob,
            SecretBytes secret) {}

    record Checked(String text) {
        Checked {
            if (text.isEmpty()) {
                throw new AwsException("InvalidAliasNameException", 400, "empty");
            }
            if (text.isBlank()) {
                throw new IllegalArgumentException("blank");
            }
        }
    }

    @Test
    void every_kind_of_member_is_read_and_written() throws IOException {
        String json = """
                {"Text":"ä","Number":7,"Flag":true,"Time":1793491200.125,"Inners":[{"TagKey":"k"}],\
                "Pairs":{"a":"b"},"Blob":"AQID","Secret":"BAU="}""";

        Everything read = wire.read(JSON.readTree(json), Everything.class);

        assertThat(read.text()).isEqualTo("ä");
        assertThat(read.number()).isEqualTo(7);
        assertThat(read.flag()).contains(true);
        assertThat(read.time()).contains(Instant.parse("2026-11-01T00:00:00.125Z"));
        assertThat(read.inners()).containsExactly(new Inner("k"));
        assertThat(read.pairs()).containsExactly(Map.entry("a", "b"));
        assertThat(read.blob()).containsExactly(1, 2, 3);
        assertThat(read.secret()).isEqualTo(SecretBytes.adopt(new byte[] {4, 5}));
        assertThat(written(read)).isEqualTo(json);
    }

    @Test
    void what_is_absent_is_left_out_and_what_is_unknown_is_skipped() throws IOException {
        Everything read = wire.read(
                JSON.readTree("{\"Text\":\"\",\"Number\":0,\"Blob\":\"\",\"Secret\":\"\",\"Later\":{},\"Flag\":null}"),
                Everything.class);

        assertThat(read.inners()).isEmpty();
        assertThat(read.pairs()).isEmpty();
        assertThat(written(read))
                .isEqualTo("{\"Text\":\"\",\"Number\":0,\"Inners\":[],\"Pairs\":{},\"Blob\":\"\",\"Secret\":\"\"}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "'[]';                                          SerializationException",
                "'{\"Text\":1}';                                SerializationException",
                "'{\"Text\":\"a\",\"Number\":\"1\"}';           SerializationException",
                "'{\"Text\":\"a\",\"Number\":1.5}';             SerializationException",
                "'{\"Text\":\"a\",\"Number\":3000000000}';      SerializationException",
                "'{\"Text\":\"a\",\"Number\":1,\"Flag\":\"true\"}';       SerializationException",
                "'{\"Text\":\"a\",\"Number\":1,\"Time\":\"2026\"}';       SerializationException",
                "'{\"Text\":\"a\",\"Number\":1,\"Time\":1e30}';           SerializationException",
                "'{\"Text\":\"a\",\"Number\":1,\"Inners\":{}}';           SerializationException",
                "'{\"Text\":\"a\",\"Number\":1,\"Inners\":[{}]}';         ValidationException",
                "'{\"Text\":\"a\",\"Number\":1,\"Inners\":[null]}';       ValidationException",
                "'{\"Text\":\"a\",\"Number\":1,\"Pairs\":{\"a\":1}}';     SerializationException",
                "'{\"Text\":\"a\",\"Number\":1,\"Blob\":\"!\"}';          SerializationException",
                "'{\"Number\":1}';                              ValidationException",
                "'{\"Text\":null}';                             ValidationException",
            })
    void bad_members_are_refused_as_aws_does(String json, String code) throws JsonProcessingException {
        assertThatThrownBy(() -> wire.read(JSON.readTree(json), Everything.class))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void refusals_of_the_record_itself_pass_through() {
        assertThatThrownBy(() -> wire.read(JSON.readTree("{\"Text\":\"\"}"), Checked.class))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidAliasNameException"));
        assertThatThrownBy(() -> wire.read(JSON.readTree("{\"Text\":\" \"}"), Checked.class))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"));
    }

    private String written(Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            wire.write(out, value);
        }
        return text.toString();
    }
}
