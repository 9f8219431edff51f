package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KubernetesDeploymentTest {
    @Test
    void the_gateway_is_where_its_public_port_has_a_node_port() {
        assertThat(KubernetesDeployment.nodePort(Json.read("""
                        {"spec": {"ports": [{"name": "inner", "port": 9100},
                                            {"name": "public", "port": 9000, "nodePort": 30900}]}}
                        """, "test"))).isEqualTo(30900);
    }

    @Test
    void a_gateway_that_is_not_published_is_an_error_for_people() {
        assertThatThrownBy(() -> KubernetesDeployment.nodePort(
                        Json.read("{\"spec\": {\"ports\": [{\"name\": \"public\", \"port\": 9000}]}}", "test")))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("the service gateway has no NodePort called public");
    }

    @Test
    void nodes_are_reached_at_their_own_addresses() {
        assertThat(KubernetesDeployment.addresses(Json.read("""
                        {"items": [
                          {"status": {"addresses": [{"type": "InternalIP", "address": "192.0.2.1"},
                                                    {"type": "Hostname", "address": "node1"}]}},
                          {"status": {"addresses": [{"type": "InternalIP", "address": "2001:db8::1"}]}}]}
                        """, "test"))).containsExactly("192.0.2.1", "2001:db8::1");
    }
}
