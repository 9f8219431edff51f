package dev.coffer.conformance.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coffer.conformance.support.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code -Dsbom} leaves behind, if this build has it. */
class BillOfMaterialsTest {
    @ParameterizedTest
    @CsvSource({
        "gateway/app/target/sbom/coffer-gateway-app.cdx.json, coffer-gateway-core",
        "kms-service/app/target/sbom/coffer-kms-service-app.cdx.json, coffer-kms-core",
        "standalone/target/sbom/coffer-standalone.cdx.json, kafka-server"
    })
    void lists_what_an_application_consists_of(String file, String own) throws IOException {
        Path path = Checkout.root().resolve(file);
        assumeTrue(Files.exists(path), "built without -Dsbom");
        JsonNode bill = new ObjectMapper().readTree(path.toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        Set<String> names = new HashSet<>();
        for (JsonNode component : bill.path("components")) {
            names.add(component.path("name").asText());
            assertThat(component.path("version").asText()).isNotBlank();
        }
        assertThat(names).contains(own, "coffer-envelope", "quarkus-core", "vertx-core", "kafka-clients");
        assertThat(names).doesNotContain("junit-jupiter");
    }
}
