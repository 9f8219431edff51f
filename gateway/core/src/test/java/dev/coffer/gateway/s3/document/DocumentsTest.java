package dev.coffer.gateway.s3.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.storage.api.CompleteMultipartUpload;
import dev.coffer.storage.api.EncryptionConfiguration;
import dev.coffer.storage.api.ReplicationConfiguration;
import dev.coffer.storage.api.ReplicationRule;
import dev.coffer.storage.api.Versioning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    @Test
    void encryption_reads_back_as_it_was_put() {
        for (EncryptionConfiguration configuration : List.of(
                new EncryptionConfiguration("AES256", Optional.empty(), false, Set.of()),
                new EncryptionConfiguration("aws:kms", Optional.of("alias/k"), true, Set.of("SSE-C")),
                new EncryptionConfiguration("aws:kms:dsse", Optional.empty(), false, Set.of("NONE")))) {
            assertThat(EncryptionDocument.read(EncryptionDocument.write(configuration)))
                    .isEqualTo(configuration);
        }
    }

    @Test
    void encryption_takes_exactly_one_rule_and_no_key_with_aes256() {
        String rule = "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>%s"
                + "</ApplyServerSideEncryptionByDefault></Rule>";
        String document = "<ServerSideEncryptionConfiguration>%s</ServerSideEncryptionConfiguration>";
        assertCode(
                "MalformedXML",
                () -> EncryptionDocument.read(document.formatted("").getBytes(UTF_8)));
        assertCode(
                "MalformedXML",
                () -> EncryptionDocument.read(
                        document.formatted(rule.formatted("").repeat(2)).getBytes(UTF_8)));
        assertCode(
                "InvalidArgument",
                () -> EncryptionDocument.read(document.formatted(rule.formatted("<KMSMasterKeyID>k</KMSMasterKeyID>"))
                        .getBytes(UTF_8)));
        assertCode(
                "MalformedXML",
                () -> EncryptionDocument.read(
                        document.formatted(rule.replace("AES256", "rot13").formatted(""))
                                .getBytes(UTF_8)));
    }

    @Test
    void replication_of_both_schemas_reads_back_as_it_was_put() {
        ReplicationRule v1 = new ReplicationRule(
                Optional.of("one"),
                true,
                Optional.empty(),
                true,
                Optional.of("logs/"),
                Map.of(),
                false,
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                new ReplicationRule.Destination(
                        "arn:aws:s3:::b",
                        Optional.of("STANDARD_IA"),
                        Optional.of("arn:aws:kms:x"),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        false,
                        Optional.empty()));
        ReplicationRule v2 = new ReplicationRule(
                Optional.empty(),
                false,
                Optional.of(7),
                false,
                Optional.of(""),
                Map.of("a", "b", "c", "d"),
                true,
                Optional.of(true),
                false,
                true,
                Optional.of(false),
                new ReplicationRule.Destination(
                        "arn:aws:s3:::b",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("222222222222"),
                        true,
                        Optional.of(15),
                        true,
                        Optional.of(15)));
        for (ReplicationRule rule : List.of(v1, v2)) {
            ReplicationConfiguration configuration = new ReplicationConfiguration("arn:role", List.of(rule));
            assertThat(ReplicationDocument.read(ReplicationXml.write(configuration)))
                    .isEqualTo(configuration);
        }
    }

    @Test
    void replication_rules_that_contradict_themselves_are_refused() {
        assertCode("InvalidRequest", () -> replication("<Priority>1</Priority><Filter/>", "", ""));
        assertCode(
                "InvalidRequest",
                () -> replication(
                        "<Filter/><DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication>",
                        "",
                        ""));
        assertCode("MalformedXML", () -> replication("", "", ""));
        String kms = "<SourceSelectionCriteria><SseKmsEncryptedObjects><Status>Enabled</Status>"
                + "</SseKmsEncryptedObjects></SourceSelectionCriteria>";
        String replicaKey = "<EncryptionConfiguration><ReplicaKmsKeyID>k</ReplicaKmsKeyID></EncryptionConfiguration>";
        assertCode("InvalidRequest", () -> replication("<Prefix/>", kms, ""));
        assertCode("InvalidRequest", () -> replication("<Prefix/>", "", replicaKey));
        assertThat(replication("<Prefix/>", kms, replicaKey).rules().getFirst().sseKmsEncryptedObjects())
                .isTrue();
    }

    @Test
    void tags_are_bounded() {
        assertThat(TaggingDocument.read(TaggingDocument.write(Map.of("k", "v")), 10))
                .isEqualTo(Map.of("k", "v"));
        String tag = "<Tag><Key>k%d</Key><Value>v</Value></Tag>";
        StringBuilder eleven = new StringBuilder();
        for (int i = 0; i < 11; i++) {
            eleven.append(tag.formatted(i));
        }
        assertCode("BadRequest", () -> tagging(eleven.toString()));
        assertCode("InvalidTag", () -> tagging(tag.formatted(1) + tag.formatted(1)));
        assertCode("InvalidTag", () -> tagging("<Tag><Key>" + "k".repeat(129) + "</Key><Value/></Tag>"));
        assertCode("InvalidTag", () -> tagging("<Tag><Key>k</Key><Value>" + "v".repeat(257) + "</Value></Tag>"));
        assertCode("InvalidTag", () -> tagging("<Tag><Key>aws:k</Key><Value/></Tag>"));
        assertCode("MalformedXML", () -> TaggingDocument.read("<Tagging/>".getBytes(UTF_8), 10));
    }

    @ParameterizedTest
    @EnumSource
    void versioning_is_on_suspended_or_silent(Versioning versioning) {
        byte[] document = VersioningDocument.write(versioning);
        if (versioning == Versioning.OFF) {
            assertCode("IllegalVersioningConfigurationException", () -> VersioningDocument.read(document));
        } else {
            assertThat(VersioningDocument.read(document)).isEqualTo(versioning);
        }
    }

    @Test
    void parts_are_in_order_and_carry_their_checksums() {
        String part =
                "<Part><PartNumber>%d</PartNumber><ETag>\"e\"</ETag><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part>";
        assertThat(complete(part.formatted(1) + part.formatted(3)))
                .containsExactly(
                        new CompleteMultipartUpload.Part(1, "\"e\"", Map.of("crc32", "AAAAAA==")),
                        new CompleteMultipartUpload.Part(3, "\"e\"", Map.of("crc32", "AAAAAA==")));
        assertCode("InvalidPartOrder", () -> complete(part.formatted(2) + part.formatted(1)));
        assertCode("InvalidPartOrder", () -> complete(part.formatted(2) + part.formatted(2)));
        assertCode("MalformedXML", () -> complete(""));
        assertCode("InvalidArgument", () -> complete(part.formatted(0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<Delete/>", "<Delete><Object/></Delete>", "<Delete><Object><Key/></Object></Delete>", "<X/>"})
    void deletions_name_their_keys(String document) {
        assertCode("MalformedXML", () -> DeleteDocument.read(document.getBytes(UTF_8)));
    }

    @Test
    void at_most_1000_objects_are_deleted_at_once() {
        String object = "<Object><Key>k</Key></Object>";
        assertThat(DeleteDocument.read(
                                ("<Delete>" + object.repeat(1000) + "<Quiet>true</Quiet></Delete>").getBytes(UTF_8))
                        .quiet())
                .isTrue();
        assertCode(
                "MalformedXML",
                () -> DeleteDocument.read(("<Delete>" + object.repeat(1001) + "</Delete>").getBytes(UTF_8)));
    }

    @Test
    void us_east_1_is_told_by_silence() {
        assertThat(new String(LocationDocument.write(Region.US_EAST_1), UTF_8))
                .endsWith(
                        "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></LocationConstraint>");
        assertThat(new String(LocationDocument.write(new Region("eu-west-1")), UTF_8))
                .endsWith(">eu-west-1</LocationConstraint>");
        assertThat(LocationDocument.read(new byte[0]).location()).isEmpty();
    }

    private static ReplicationConfiguration replication(String rule, String criteria, String destination) {
        return ReplicationDocument.read(("<ReplicationConfiguration><Role>r</Role><Rule><Status>Enabled</Status>" + rule
                        + criteria + "<Destination><Bucket>arn:aws:s3:::b</Bucket>" + destination
                        + "</Destination></Rule></ReplicationConfiguration>")
                .getBytes(UTF_8));
    }

    private static Map<String, String> tagging(String tags) {
        return TaggingDocument.read(
                ("<Tagging><TagSet>" + tags + "</TagSet></Tagging>").getBytes(UTF_8), TaggingDocument.MAX_OBJECT_TAGS);
    }

    private static List<CompleteMultipartUpload.Part> complete(String parts) {
        return CompleteDocument.read(
                ("<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>").getBytes(UTF_8));
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
