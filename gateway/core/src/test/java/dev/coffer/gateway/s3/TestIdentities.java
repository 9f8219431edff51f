package dev.coffer.gateway.s3;

import dev.coffer.api.BodySource;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.gateway.authentication.S3Identity;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who sends the requests of unit tests. */
public final class TestIdentities {
    private TestIdentities() {}

    /** The root of an account, without a body. */
    public static S3Identity root() {
        return root("");
    }

    /** The root of an account, sending a document. */
    public static S3Identity root(String body) {
        Caller caller = new Caller(
                new Principal.Root(new AccountId("111111111111"), "AKIAIOSFODNN7EXAMPLE"),
                "",
                "c".repeat(64),
                new RequestFacts("ID", "127.0.0.1", "test", ""),
                Optional.empty(),
                Map.of());
        return new S3Identity(
                caller,
                Optional.of(Region.US_EAST_1),
                Set.of("host"),
                BodySource.of(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
    }
}
