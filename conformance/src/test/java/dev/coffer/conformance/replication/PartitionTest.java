package dev.coffer.conformance.replication;

import static dev.coffer.conformance.replication.ReplicationFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.conformance.support.Bytes;
import dev.coffer.conformance.support.Conformance;
import dev.coffer.conformance.support.Deployment;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;

/** A partition between regions delays replication and loses nothing. */
@Conformance
@Isolated
class PartitionTest {
    private final Deployment coffer;
    private final ReplicationFixture fixture;

    PartitionTest(Deployment coffer) {
        this.coffer = coffer;
        this.fixture = new ReplicationFixture(coffer);
    }

    private String link() {
        return "/links/" + coffer.home() + "/" + coffer.away();
    }

    @AfterEach
    void heal() {
        coffer.admin().put(link(), Map.of());
    }

    @Test
    void objects_written_while_the_link_is_cut_arrive_once_it_is_healed() {
        S3Client here = coffer.s3(coffer.home());
        S3Client there = coffer.s3(coffer.away());
        String source = fixture.bucket(coffer.home());
        String target = fixture.bucket(coffer.away());
        String sameRegion = fixture.bucket(coffer.home());
        fixture.configure(
                source, rule(target, "", 1).build(), rule(sameRegion, "", 2).build());
        coffer.admin().put(link(), Map.of("cut", true));
        for (int i = 0; i < 10; i++) {
            String key = "k" + i;
            here.putObject(p -> p.bucket(source).key(key), RequestBody.fromBytes(Bytes.of(1000)));
        }
        Awaitility.await("the same region does not wait for the other")
                .atMost(Duration.ofSeconds(30))
                .until(() -> here.listObjectsV2(l -> l.bucket(sameRegion)).keyCount() == 10);
        assertThat(there.listObjectsV2(l -> l.bucket(target)).contents()).isEmpty();
        assertThat(here.headObject(h -> h.bucket(source).key("k0")).replicationStatus())
                .isEqualTo(ReplicationStatus.PENDING);
        coffer.admin().put(link(), Map.of());
        for (int i = 0; i < 10; i++) {
            fixture.await(here, source, "k" + i, ReplicationStatus.COMPLETED);
        }
        assertThat(there.listObjectVersions(l -> l.bucket(target)).versions()).hasSize(10);
    }
}
