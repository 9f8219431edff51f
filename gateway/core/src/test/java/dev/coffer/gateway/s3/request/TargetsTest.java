package dev.coffer.gateway.s3.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.RequestHead;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
    private static final HostNames HOSTS = new HostNames(Optional.of("http://store.example.org:9000"));

    @ParameterizedTest
    @CsvSource(
            emptyValue = "-",
            value = {
                "127.0.0.1:9000,,",
                "[::1]:9000,,",
                "localhost:9000,,",
                "gateway,,",
                "store.example.org:9000,,",
                "s3.amazonaws.com,,",
                "s3.eu-west-1.amazonaws.com,,eu-west-1",
                "s3.localhost:9000,,",
                "bucket.localhost:9000,bucket,",
                "a.b.localhost,a.b,",
                "bucket.store.example.org,bucket,",
                "bucket.s3.amazonaws.com,bucket,",
                "bucket.s3.us-east-1.localhost:9000,bucket,us-east-1",
                "my.dotted.bucket.s3.eu-west-1.amazonaws.com,my.dotted.bucket,eu-west-1",
                "bucket.s3.dualstack.eu-west-1.amazonaws.com,bucket,eu-west-1",
                "bucket.s3-eu-west-1.amazonaws.com,bucket,eu-west-1"
            })
    void hosts_name_buckets_and_regions(String host, String bucket, String region) {
        HostNames.Host read = HOSTS.read(host);
        assertThat(read.bucket()).isEqualTo(Optional.ofNullable(bucket));
        assertThat(read.region()).isEqualTo(Optional.ofNullable(region));
    }

    @Test
    void paths_are_decoded_and_never_normalised() {
        assertThat(target("127.0.0.1", "/")).isEqualTo(at(null, null));
        assertThat(target("127.0.0.1", "/bucket")).isEqualTo(at("bucket", null));
        assertThat(target("127.0.0.1", "/bucket/")).isEqualTo(at("bucket", null));
        assertThat(target("127.0.0.1", "/bucket//a/../b%2Fc+d%20")).isEqualTo(at("bucket", "/a/../b/c+d "));
        assertThat(target("bucket.localhost", "/").bucket()).contains("bucket");
        assertThat(target("bucket.localhost", "/a/b").key()).contains("a/b");
        assertThatThrownBy(() -> target("127.0.0.1", "/bucket/%ff")).isInstanceOf(AwsException.class);
        assertThatThrownBy(() -> target("127.0.0.1", "/bucket/%2")).isInstanceOf(AwsException.class);
    }

    private static S3Target target(String host, String path) {
        return S3Target.of(
                new RequestHead(
                        "GET", path, "", Headers.builder().add("host", host).build(), "", ""),
                HOSTS);
    }

    private static S3Target at(String bucket, String key) {
        return new S3Target(Optional.ofNullable(bucket), Optional.ofNullable(key), Optional.empty(), false);
    }
}
