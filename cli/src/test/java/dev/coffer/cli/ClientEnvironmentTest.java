package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ClientEnvironmentTest {
    private static ClientEnvironment with(String secret) {
        return new ClientEnvironment(
                URI.create("http://127.0.0.1:9000"), new Credentials("AKIAX", secret), "us-east-1", "127.0.0.1:9092");
    }

    @Test
    void exports_every_variable_that_the_interfaces_promise() {
        assertThat(with("abc/+=1").exports().lines())
                .containsExactly(
                        "export AWS_ENDPOINT_URL=http://127.0.0.1:9000",
                        "export AWS_ACCESS_KEY_ID=AKIAX",
                        "export AWS_SECRET_ACCESS_KEY=abc/+=1",
                        "export AWS_REGION=us-east-1",
                        "export AWS_DEFAULT_REGION=us-east-1",
                        "export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9092");
    }

    @Test
    void quotes_what_a_shell_would_take_apart() {
        assertThat(with("a b'$(x)").exports()).contains("export AWS_SECRET_ACCESS_KEY='a b'\\''$(x)'");
    }
}
