package dev.coffer.aws.uri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.Seeded;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PercentTest {

    @Test
    void encodes_all_but_the_unreserved() {
        assertThat(Percent.encode("a b/c+d~é")).isEqualTo("a%20b%2Fc%2Bd~%C3%A9");
        assertThat(Percent.encodePath("/a b/")).isEqualTo("/a%20b/");
    }

    @Test
    void what_is_encoded_decodes_to_the_same() {
        Random random = Seeded.random("percent");
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.appendCodePoint(random.nextInt(4) == 0 ? 0x1F400 + random.nextInt(50) : 1 + random.nextInt(0x7FF));
            }
            String encoded = Percent.encode(text.toString());
            assertThat(Percent.decode(encoded, true)).contains(text.toString());
            assertThat(Percent.normalise(encoded, false, false)).isEqualTo(encoded);
        }
    }

    @Test
    void what_is_not_percent_encoded_utf8_does_not_decode() {
        assertThat(Percent.decode("%", false)).isEmpty();
        assertThat(Percent.decode("a%2", false)).isEmpty();
        assertThat(Percent.decode("%zz", false)).isEmpty();
        assertThat(Percent.decode("%ff", false)).isEmpty();
        assertThat(Percent.decode("\u00C3\u00A9", false))
                .as("raw bytes of UTF-8")
                .contains("é");
    }

    @Test
    void every_spelling_normalises_to_one() {
        assertThat(Percent.normalise("/%7euser/a%2fb/c d(1)+%e9", true, false))
                .isEqualTo("/~user/a%2Fb/c%20d%281%29%2B%E9");
    }

    @Test
    void a_query_is_sorted_by_encoded_name_and_value() {
        Query query = Query.parse("b=2&a&b=1&X-Amz-Signature=s&c=%7E+").orElseThrow();
        assertThat(query.canonical("X-Amz-Signature")).isEqualTo("a=&b=1&b=2&c=~%20");
        assertThat(query.first("b")).contains("2");
        assertThat(query.first("a")).contains("");
        assertThat(query.first("c")).contains("~ ");
        assertThat(query.has("d")).isFalse();
        assertThat(Query.parse("a=%C3")).isEmpty();
    }
}
