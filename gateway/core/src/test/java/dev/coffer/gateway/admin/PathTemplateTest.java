package dev.coffer.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {

    @Test
    void parameters_are_decoded_after_the_path_is_taken_apart() {
        PathTemplate template = PathTemplate.parse("/users/{user}/policies");
        assertThat(template.match("/users/a%2Fb/policies")).contains(Map.of("user", "a/b"));
        assertThat(template.match("/users/a/b/policies")).isEmpty();
        assertThat(template.match("/users//policies")).isEmpty();
        assertThat(template.match("/users/a/policies/")).isEmpty();
        assertThat(template.match("/users/%zz/policies")).isEmpty();
    }

    @Test
    void the_last_parameter_may_hold_the_rest() {
        PathTemplate template = PathTemplate.parse("/explain/{bucket}/{key+}");
        assertThat(template.match("/explain/b/a/b%20c//d+e/")).contains(Map.of("bucket", "b", "key", "a/b c//d+e/"));
        assertThat(template.match("/explain/b/")).isEmpty();
        assertThat(template.match("/explain/b")).isEmpty();
        assertThat(template.openApi()).isEqualTo("/explain/{bucket}/{key}");
    }
}
