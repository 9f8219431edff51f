package dev.coffer.aws.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.Seeded;
import dev.coffer.aws.error.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XmlWriterTest {

    @Test
    void a_document_closes_what_is_open() {
        byte[] document = XmlWriter.s3("ListBucketResult")
                .element("Name", "b")
                .element("Prefix", "")
                .element("KeyCount", 2)
                .element("IsTruncated", false)
                .element("Delimiter", Optional.empty())
                .nested("Contents", c -> c.element("Key", "a<&>\"'"))
                .open("Rest")
                .toBytes();
        assertThat(new String(document, StandardCharsets.UTF_8)).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix/>\
                        <KeyCount>2</KeyCount><IsTruncated>false</IsTruncated>\
                        <Contents><Key>a&lt;&amp;&gt;&quot;'</Key></Contents><Rest></Rest></ListBucketResult>""");
    }

    @Test
    void control_characters_are_character_references() {
        assertThat(new String(
                        XmlWriter.document("K")
                                .element("a", "x\r\n\t\u0001\u007F\uFFFFy")
                                .toBytes(),
                        StandardCharsets.UTF_8))
                .endsWith("<K><a>x&#xd;\n\t&#x1;&#x7f;&#xffff;y</a></K>");
    }

    @Test
    void what_is_written_reads_back_the_same() {
        Random random = Seeded.random("xml round trip");
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.appendCodePoint(codePoint(random));
            }
            byte[] document =
                    XmlWriter.document("a").element("k", text.toString()).toBytes();
            assertThat(XmlReader.read(document).text("k")).contains(text.toString());
        }
    }

    @Test
    void an_error_document_has_its_details_but_not_its_headers() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("BucketName", "b");
        details.put("x-amz-bucket-region", "eu-west-1");
        byte[] document = ErrorDocument.render(new AwsException("NoSuchBucket", 404, "gone", details), "R", "H");
        assertThat(new String(document, StandardCharsets.UTF_8))
                .endsWith("<Error><Code>NoSuchBucket</Code><Message>gone</Message><BucketName>b</BucketName>"
                        + "<RequestId>R</RequestId><HostId>H</HostId></Error>");
    }

    private static int codePoint(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "<>&\"'\r\n\t ]".charAt(random.nextInt(10));
            case 1 -> 0x80 + random.nextInt(0x700);
            case 2 -> 0x10000 + random.nextInt(0x1000);
            default -> 0x20 + random.nextInt(0x5F);
        };
    }
}
