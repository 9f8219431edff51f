package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComposeDeploymentTest {
    @Test
    void a_project_is_called_as_compose_calls_it() {
        assertThat(ComposeDeployment.projectName("Coffer")).isEqualTo("coffer");
        assertThat(ComposeDeployment.projectName("_my.coffer 2")).isEqualTo("mycoffer2");
        assertThat(ComposeDeployment.projectName("coffer_a-b")).isEqualTo("coffer_a-b");
    }
}
