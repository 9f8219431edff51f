package dev.coffer.conformance.awscli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.coffer.cli.Json;
import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.conformance.support.Unique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Conformance
class AwsCliTest {
    private final Deployment coffer;

    @TempDir
    Path folder;

    private AwsCli aws;

    AwsCliTest(Deployment coffer) {
        this.coffer = coffer;
    }

    @BeforeEach
    void find() {
        aws = AwsCli.find(coffer, folder)
                .orElseGet(() -> abort("no AWS CLI >= 1.29 or >= 2.13 on the PATH or in COFFER_AWS_CLI"));
    }

    @Test
    void a_first_session_works_as_the_readme_says() throws IOException {
        String bucket = Unique.bucket();
        assertThat(Json.read(aws.ok("sts", "get-caller-identity", "--output", "json"), "aws")
                        .path("Account")
                        .asText())
                .isEqualTo(coffer.account());
        aws.ok("s3", "mb", "s3://" + bucket);
        Path file = Files.writeString(folder.resolve("hello.txt"), "hello");
        aws.ok("s3", "cp", file.toString(), "s3://" + bucket + "/hello.txt", "--sse", "aws:kms");
        assertThat(aws.ok("s3", "cp", "s3://" + bucket + "/hello.txt", "-")).isEqualTo("hello");
        assertThat(aws.ok("s3", "ls", "s3://" + bucket + "/")).endsWith("hello.txt");
        Awaitility.await("the call is on the trail")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> aws.ok(
                                "cloudtrail",
                                "lookup-events",
                                "--lookup-attributes",
                                "AttributeKey=EventName,AttributeValue=GenerateDataKey",
                                "--output",
                                "json")
                        .contains(bucket + "/hello.txt"));
        aws.ok("s3", "rb", "s3://" + bucket, "--force");
    }

    @Test
    void a_large_file_goes_up_in_parts_and_comes_down_the_same() throws IOException {
        String bucket = coffer.newBucket();
        byte[] content = Bytes.of(20 * 1024 * 1024 + 1);
        Files.write(folder.resolve("large"), content);
        aws.ok("s3", "cp", "large", "s3://" + bucket + "/large");
        aws.ok("s3", "cp", "s3://" + bucket + "/large", "back");
        assertThat(Bytes.sha256(Files.readAllBytes(folder.resolve("back")))).isEqualTo(Bytes.sha256(content));
        assertThat(Json.read(
                                aws.ok(
                                        "s3api",
                                        "head-object",
                                        "--bucket",
                                        bucket,
                                        "--key",
                                        "large",
                                        "--output",
                                        "json"),
                                "aws")
                        .path("ETag")
                        .asText())
                .matches("\"[0-9a-f]{32}-3\"");
    }

    @Test
    void a_folder_can_be_synchronised_both_ways() throws IOException {
        String bucket = coffer.newBucket();
        Files.createDirectories(folder.resolve("in/deep er"));
        Files.writeString(folder.resolve("in/a.txt"), "a");
        Files.writeString(folder.resolve("in/deep er/ü.txt"), "ü");
        aws.ok("s3", "sync", "in", "s3://" + bucket + "/x/");
        aws.ok("s3", "sync", "s3://" + bucket + "/x/", "out");
        assertThat(folder.resolve("out/deep er/ü.txt")).hasContent("ü");
        assertThat(aws.ok("s3", "sync", "in", "s3://" + bucket + "/x/")).isEmpty();
    }

    @Test
    void kms_works_from_the_shell() throws IOException {
        String key = aws.ok("kms", "create-key", "--query", "KeyMetadata.Arn", "--output", "text");
        Files.writeString(folder.resolve("plain"), "secret");
        String blob = aws.ok(
                "kms",
                "encrypt",
                "--key-id",
                key,
                "--plaintext",
                "fileb://plain",
                "--query",
                "CiphertextBlob",
                "--output",
                "text");
        Files.write(folder.resolve("blob"), java.util.Base64.getDecoder().decode(blob));
        String plain = aws.ok(
                "kms", "decrypt", "--ciphertext-blob", "fileb://blob", "--query", "Plaintext", "--output", "text");
        assertThat(new String(java.util.Base64.getDecoder().decode(plain), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("secret");
    }

    @Test
    void failures_are_those_of_aws() {
        assertThat(aws.run("s3api", "head-bucket", "--bucket", "no-such-" + Unique.bucket())
                        .exitCode())
                .isNotZero();
        assertThat(aws.run("kms", "describe-key", "--key-id", "alias/none").err())
                .contains("NotFoundException");
    }
}
