package dev.coffer.aws.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {

    @Test
    void reads_elements_with_or_without_namespace_in_document_order() {
        XmlElement root = read("<?xml version='1.0'?><!-- x --><Delete xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>"
                + "<Quiet>true</Quiet><Object><Key>a&amp;b</Key></Object><x:Object xmlns:x='u'><Key><![CDATA[<c>]]></Key>"
                + "</x:Object></Delete>");
        assertThat(root.name()).isEqualTo("Delete");
        assertThat(root.text("Quiet")).contains("true");
        assertThat(root.all("Object"))
                .extracting(o -> o.text("Key").orElseThrow())
                .containsExactly("a&b", "<c>");
        assertThat(root.child("Nothing")).isEmpty();
    }

    @Test
    void text_keeps_its_spaces_and_character_references() {
        assertThat(read("<Key> a&#13;\n&#x1F4A9; </Key>").text()).isEqualTo(" a\r\n\uD83D\uDCA9 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<a>",
                "<a></b>",
                "no markup",
                "<a/><b/>",
                "<a>&unknown;</a>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
                "<a b='1' b='2'/>",
                "<a>\u0001</a>"
            })
    void anything_else_is_malformed(String document) {
        assertMalformed(document);
    }

    @Test
    void depth_and_number_of_elements_are_bounded() {
        assertThat(read("<a>".repeat(XmlReader.MAX_DEPTH) + "</a>".repeat(XmlReader.MAX_DEPTH))
                        .name())
                .isEqualTo("a");
        assertMalformed("<a>".repeat(XmlReader.MAX_DEPTH + 1) + "</a>".repeat(XmlReader.MAX_DEPTH + 1));
        assertMalformed("<a>" + "<b/>".repeat(XmlReader.MAX_ELEMENTS) + "</a>");
    }

    @Test
    void a_root_of_another_name_is_malformed() {
        assertThat(XmlReader.read("<Tagging/>".getBytes(StandardCharsets.UTF_8), "Tagging")
                        .children())
                .isEmpty();
        assertThatThrownBy(() -> XmlReader.read("<Other/>".getBytes(StandardCharsets.UTF_8), "Tagging"))
                .isInstanceOf(AwsException.class);
    }

    private static XmlElement read(String document) {
        return XmlReader.read(document.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertMalformed(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code()).isEqualTo("MalformedXML");
            assertThat(e.status()).isEqualTo(400);
        });
    }
}
