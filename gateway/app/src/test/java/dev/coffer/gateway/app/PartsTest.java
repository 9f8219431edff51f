package dev.coffer.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.coffer.aws.Region;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final List<Region> REGIONS = List.of(new Region("eu-west-1"));

    @Test
    void readiness_is_asked_for_on_the_http_port_and_not_on_the_inner_one() {
        assertThat(Parts.of(
                        REGIONS,
                        config(Map.of(
                                "coffer.peer.storage.eu-west-1.url", "http://storage:9100",
                                "coffer.peer.kms.eu-west-1.url", "http://kms:9100",
                                "coffer.peer.kms.eu-west-1.health-url", "http://kms:8080",
                                "coffer.peer.audit.url", "http://audit:9100"))))
                .extracting(part -> part.name() + " " + part.readiness())
                .containsExactly(
                        "storage.eu-west-1 http://storage:9001/_coffer/health/ready",
                        "kms.eu-west-1 http://kms:8080/_coffer/health/ready",
                        "audit http://audit:9001/_coffer/health/ready");
    }

    @Test
    void each_of_several_instances_is_a_part() {
        assertThat(Parts.of(
                        REGIONS,
                        config(Map.of(
                                "coffer.peer.storage.eu-west-1.url", "http://one:9100, http://two:9100",
                                "coffer.peer.kms.eu-west-1.url", "http://kms:9100"))))
                .extracting(part -> part.name() + " " + part.readiness())
                .containsExactly(
                        "storage.eu-west-1 at one:9001 http://one:9001/_coffer/health/ready",
                        "storage.eu-west-1 at two:9001 http://two:9001/_coffer/health/ready",
                        "kms.eu-west-1 http://kms:9001/_coffer/health/ready");
    }

    @Test
    void a_served_region_without_kms_is_no_deployment() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Parts.of(REGIONS, config(Map.of("coffer.peer.storage.eu-west-1.url", "http://storage:9100"))))
                .withMessageContaining("coffer.peer.kms.eu-west-1.url");
    }

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }
}
