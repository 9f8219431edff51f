package dev.coffer.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.benchmarks.s3.Encryption;
import org.junit.jupiter.api.Test;

class VariantTest {
    @Test
    void a_variant_is_a_name_with_properties() {
        Variant variant = Variant.parse("minio,endpoint=http://127.0.0.1:9100,encryption=bucket-key");

        assertThat(variant.name()).isEqualTo("minio");
        assertThat(variant.get("endpoint")).hasValue("http://127.0.0.1:9100");
        assertThat(variant.encryption()).isEqualTo(Encryption.Kind.BUCKET_KEY);
    }

    @Test
    void what_is_misspelt_is_refused() {
        assertThatThrownBy(() -> Variant.parse("a,encription=kms")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Variant.parse("a,encryption=kmz")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Variant.parse("a,bucket")).isInstanceOf(IllegalArgumentException.class);
    }
}
