package dev.coffer.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.coffer.api.Answer;
import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.BodySource;
import dev.coffer.api.Nothing;
import dev.coffer.api.Operation;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.gateway.api.BucketRegions;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.platform.trust.Audience;
import dev.coffer.platform.trust.PairSecrets;
import dev.coffer.platform.trust.TokenIssuer;
import dev.coffer.platform.trust.TokenVerifier;
import dev.coffer.platform.trust.UntrustedCallException;
import dev.coffer.storage.api.AppliedEncryption;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.CreateBucket;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.GetBucketLocation;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutObject;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.WriteResult;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two services on real sockets: what crosses them, and what must not. */
class InnerCallsTest {
    private static final Region REGION = new Region("eu-west-1");
    private static final Patience IMPATIENT = new Patience(Duration.ZERO);
    private static final BucketName BUCKET = new BucketName("some-bucket");
    private static final Caller ALICE = new Caller(
            new Principal.IamUser(new AccountId("111111111111"), "alice", "AIDAALICE", "AKIAALICE"),
            "cafe",
            "c".repeat(64),
            new RequestFacts("REQ1", "192.0.2.1", "a client", ""),
            Optional.empty(),
            Map.of());

    private static final BucketRegions NOWHERE = bucket -> Optional.empty();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<@Nullable Caller> seen = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> bodyFailure = new AtomicReference<>();

    @TempDir
    Path secrets;

    private RpcHandler handler = (service, operation, region, caller, body) -> Answer.of(new Object());
    private KeyPair key;
    private URI address;

    @BeforeEach
    void start() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
        Files.writeString(secrets.resolve("gateway--storage.eu-west-1"), "s".repeat(43));
        Files.writeString(secrets.resolve("gateway--kms.eu-west-1"), "k".repeat(43));
        address = serve(OperationFamily.STORAGE, Audience.storage(REGION));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void operation_requester_and_facts_arrive_as_they_were_sent() {
        handler = (service, operation, region, caller, body) -> {
            seen.set(caller.orElseThrow());
            assertThat(service).isEqualTo("gateway");
            assertThat(region).contains(REGION);
            assertThat(operation).isEqualTo(new GetBucketLocation(BUCKET));
            return Answer.of(new GetBucketLocation.Result(REGION));
        };

        GetBucketLocation.Result result = storage(tokens()).call(new GetBucketLocation(BUCKET), REGION, ALICE);

        assertThat(result.region()).isEqualTo(REGION);
        Caller caller = seen.get();
        assertThat(caller.principal()).isEqualTo(ALICE.principal());
        assertThat(caller.facts()).isEqualTo(ALICE.facts());
        assertThat(caller.via()).isEmpty();
        assertThat(caller.forwardTokens()).containsOnlyKeys("kms.eu-west-1");
    }

    @Test
    void a_token_that_was_forwarded_acts_for_the_requester_via_the_service() throws Exception {
        URI kms = serve(OperationFamily.KMS, Audience.kms(REGION));
        Files.writeString(secrets.resolve("storage.eu-west-1--kms.eu-west-1"), "p".repeat(43));
        handler = (service, operation, region, caller, body) -> {
            if (operation instanceof Decrypt) {
                seen.set(caller.orElseThrow());
                return Answer.of(
                        new Decrypt.Result("arn", SecretBytes.adopt(new byte[] {1, 2, 3}), "SYMMETRIC_DEFAULT", "m"));
            }
            RemoteKms remote = new RemoteKms(client("storage.eu-west-1", kms, new ForwardedTokens()));
            try (SecretBytes plain = remote.call(Decrypt.blob(new byte[] {9}, Map.of()), REGION, caller.orElseThrow())
                    .plaintext()) {
                assertThat(plain.use(byte[]::clone)).containsExactly(1, 2, 3);
            }
            return Answer.of(new GetBucketLocation.Result(REGION));
        };

        storage(tokens()).call(new GetBucketLocation(BUCKET), REGION, ALICE);

        assertThat(seen.get().via()).contains("s3.eu-west-1.amazonaws.com");
        assertThat(seen.get().principal()).isEqualTo(ALICE.principal());
    }

    @Test
    void bodies_stream_both_ways_and_keep_their_verified_end() {
        long seed = System.nanoTime();
        byte[] bytes = new byte[5_000_001];
        new Random(seed).nextBytes(bytes);
        handler = (service, operation, region, caller, body) -> {
            CRC32 crc = new CRC32();
            for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
                crc.update(piece);
            }
            assertThat(body.end().length()).isEqualTo(bytes.length);
            return new Answer<>(written(Long.toHexString(crc.getValue())), BodySource.of(ByteBuffer.wrap(bytes)));
        };

        try (Answer<WriteResult> answer =
                storage(tokens()).call(put(), REGION, ALICE, BodySource.of(ByteBuffer.wrap(bytes)))) {
            CRC32 expected = new CRC32();
            expected.update(bytes);
            assertThat(answer.result().etag()).as("seed %d", seed).isEqualTo(Long.toHexString(expected.getValue()));
            CRC32 back = new CRC32();
            for (ByteBuffer piece = answer.body().next();
                    piece != null;
                    piece = answer.body().next()) {
                back.update(piece);
            }
            assertThat(back.getValue()).as("seed %d", seed).isEqualTo(expected.getValue());
        }
    }

    @Test
    void a_body_found_bad_at_its_end_is_refused_at_the_other_side_with_the_same_error() {
        handler = this::readAll;
        BodySource bad = new TestBody(300_000, S3Error.BAD_DIGEST.error());

        assertThatThrownBy(() -> storage(tokens()).call(put(), REGION, ALICE, bad))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code()).isEqualTo("BadDigest"));
        assertThat(bodyFailure.get()).isInstanceOf(AwsException.class);
    }

    @Test
    void a_sender_that_goes_away_in_the_middle_is_an_abort_and_never_an_end() {
        handler = this::readAll;
        BodySource cut = new TestBody(300_000, new BodyAbortedException("gone"));

        assertThatThrownBy(() -> storage(tokens()).call(put(), REGION, ALICE, cut))
                .isInstanceOf(BodyAbortedException.class);
        await().untilAsserted(() -> assertThat(bodyFailure.get()).isInstanceOf(BodyAbortedException.class));
    }

    @Test
    @Timeout(20)
    void an_answers_body_that_turns_out_bad_is_a_refusal_behind_its_result() {
        for (int length : List.of(0, 300_000)) {
            assertThat(refusalOf(new TestBody(length, new IllegalStateException("a frame is damaged")))
                            .code())
                    .isEqualTo("InternalError");
        }
    }

    @Test
    @Timeout(20)
    void a_service_that_goes_away_in_the_middle_of_its_answer_is_a_503_at_once() {
        for (int length : List.of(0, 300_000)) {
            assertThat(refusalOf(new TestBody(length, new BodyAbortedException("killed")))
                            .status())
                    .isEqualTo(503);
        }
    }

    /** How the caller learns of an answer whose body fails. */
    private AwsException refusalOf(BodySource failing) {
        handler = (service, operation, region, caller, body) -> new Answer<>(written("e"), failing);
        return catchThrowableOfType(AwsException.class, this::readAnswer);
    }

    private void readAnswer() {
        try (Answer<WriteResult> answer = storage(tokens()).call(put(), REGION, ALICE, BodySource.empty())) {
            ByteBuffer piece;
            do {
                piece = answer.body().next();
            } while (piece != null);
        }
    }

    @Test
    void a_refusal_before_the_body_was_read_reaches_the_sender() {
        handler = (service, operation, region, caller, body) -> {
            throw S3Error.NO_SUCH_BUCKET.with(Map.of("BucketName", "some-bucket"));
        };

        assertThatThrownBy(() ->
                        storage(tokens()).call(put(), REGION, ALICE, BodySource.of(ByteBuffer.allocate(64 << 20))))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code()).isEqualTo("NoSuchBucket");
                    assertThat(e.details()).containsEntry("BucketName", "some-bucket");
                });
    }

    @Test
    void a_service_that_is_down_is_a_503_that_clients_try_again() {
        RpcClient nobody = client("gateway", URI.create("http://127.0.0.1:1"), tokens());

        assertThatThrownBy(() -> new RemoteStorage(nobody).call(new GetBucketLocation(BUCKET), REGION, ALICE))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.status()).isEqualTo(503));
    }

    @Test
    void an_unsigned_call_gets_403() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/inner/GetBucketLocation"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Frames.json(
                                Frames.OPERATION,
                                "{\"bucket\":{\"value\":\"some-bucket\"}}".getBytes(StandardCharsets.UTF_8))
                        .getBytes()))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_call_signed_with_another_pairs_secret_is_refused() throws Exception {
        Path others = Files.createDirectory(secrets.resolve("others"));
        Files.writeString(others.resolve("gateway--storage.eu-west-1"), "x".repeat(43));
        RpcClient stranger =
                new RpcClient(vertx, "gateway", new PairSecrets(others), peers(address), tokens(), IMPATIENT);

        assertThatThrownBy(() -> new RemoteStorage(stranger).call(new GetBucketLocation(BUCKET), REGION, ALICE))
                .isInstanceOf(UntrustedCallException.class);
    }

    @Test
    void a_requester_token_for_another_service_or_of_another_signer_is_refused() throws Exception {
        TokenIssuer issuer = new TokenIssuer(key.getPrivate());
        assertRefused(new FixedToken(new IssuedTokens(issuer, NOWHERE).token(ALICE, Audience.AUDIT)));

        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        TokenIssuer forger = new TokenIssuer(generator.generateKeyPair().getPrivate());
        assertRefused(new FixedToken(new IssuedTokens(forger, NOWHERE).token(ALICE, Audience.storage(REGION))));
        assertRefused(new FixedToken("not.a.token"));
    }

    @Test
    void an_operation_of_another_family_or_no_operation_at_all_is_refused() {
        assertThat(OperationFamily.STORAGE.find("Decrypt")).isEmpty();
        assertThat(OperationFamily.STORAGE.find("BucketName")).isEmpty();
        assertThat(OperationFamily.STORAGE.find("../Runtime")).isEmpty();
        assertThat(OperationFamily.KMS.find("Decrypt")).contains(Decrypt.class);
        assertThat(OperationFamily.resultOf(CreateBucket.class)).isEqualTo(Nothing.class);
    }

    private void assertRefused(RequesterTokens tokens) {
        assertThatThrownBy(() -> storage(tokens).call(new GetBucketLocation(BUCKET), REGION, ALICE))
                .isInstanceOf(UntrustedCallException.class);
    }

    private Answer<?> readAll(
            String service, Operation<?> operation, Optional<Region> region, Optional<Caller> caller, BodySource body) {
        try {
            while (body.next() != null) {
                // to the end
            }
            return Answer.of(written("etag"));
        } catch (RuntimeException e) {
            bodyFailure.set(e);
            throw e;
        }
    }

    private URI serve(OperationFamily family, Audience self) throws Exception {
        Router router = Router.router(vertx);
        router.post("/inner/*")
                .handler(new RpcServer(
                        family,
                        self,
                        new PairSecrets(secrets),
                        new TokenVerifier(key.getPublic(), self),
                        (service, operation, region, caller, body) ->
                                handler.handle(service, operation, region, caller, body),
                        new OpenCalls()));
        int port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .actualPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    private RequesterTokens tokens() {
        return new IssuedTokens(new TokenIssuer(key.getPrivate()), NOWHERE);
    }

    private RemoteStorage storage(RequesterTokens tokens) {
        return new RemoteStorage(client("gateway", address, tokens));
    }

    private RpcClient client(String self, URI peer, RequesterTokens tokens) {
        return new RpcClient(vertx, self, new PairSecrets(secrets), peers(peer), tokens, IMPATIENT);
    }

    private static Peers peers(URI address) {
        return new Peers(new SmallRyeConfigBuilder()
                .withDefaultValues(Map.of(
                        "coffer.peer.storage.eu-west-1.url", address.toString(),
                        "coffer.peer.kms.eu-west-1.url", address.toString()))
                .build());
    }

    private static S3Operation<WriteResult> put() {
        return new PutObject(
                BUCKET,
                new ObjectKey("a key"),
                ObjectHeaders.NONE,
                Map.of("colour", "blue"),
                Map.of(),
                "STANDARD",
                EncryptionRequest.NONE,
                Conditions.NONE,
                Digests.NONE);
    }

    private static WriteResult written(String etag) {
        return new WriteResult(etag, Optional.empty(), AppliedEncryption.NONE, List.of(), Instant.EPOCH, 0);
    }

    private record FixedToken(String token) implements RequesterTokens {
        @Override
        public String token(Caller caller, Audience audience) {
            return token;
        }

        @Override
        public Map<String, String> forward(Caller caller, Audience audience, Operation<?> operation) {
            return Map.of();
        }
    }

    /** Bytes, and then a failure in place of the end. */
    private static final class TestBody implements BodySource {
        private final RuntimeException failure;
        private int left;

        TestBody(int length, RuntimeException failure) {
            this.left = length;
            this.failure = failure;
        }

        @Override
        public ByteBuffer next() {
            if (left == 0) {
                throw failure;
            }
            int length = Math.min(left, 10_000);
            left -= length;
            byte[] piece = new byte[length];
            Arrays.fill(piece, (byte) 42);
            return ByteBuffer.wrap(piece);
        }

        @Override
        public long declaredLength() {
            return -1;
        }

        @Override
        public End end() {
            throw new IllegalStateException("never");
        }

        @Override
        public void close() {}
    }
}
