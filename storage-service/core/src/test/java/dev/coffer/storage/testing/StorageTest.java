package dev.coffer.storage.testing;

import dev.coffer.api.Answer;
import dev.coffer.api.BodySource;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.Region;
import dev.coffer.events.s3.ObjectEvent;
import dev.coffer.events.s3.ObjectEventCodec;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.identity.RequestFacts;
import dev.coffer.platform.sql.Database;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ByteRange;
import dev.coffer.storage.api.Conditions;
import dev.coffer.storage.api.CreateBucket;
import dev.coffer.storage.api.Digests;
import dev.coffer.storage.api.EncryptionRequest;
import dev.coffer.storage.api.GetObject;
import dev.coffer.storage.api.ObjectHead;
import dev.coffer.storage.api.ObjectHeaders;
import dev.coffer.storage.api.ObjectKey;
import dev.coffer.storage.api.PutBucketVersioning;
import dev.coffer.storage.api.PutObject;
import dev.coffer.storage.api.S3Operation;
import dev.coffer.storage.api.StorageApi;
import dev.coffer.storage.api.Versioning;
import dev.coffer.storage.api.WriteResult;
import dev.coffer.testing.EnginesResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The storage service on a real PostgreSQL and Kafka, with a KMS in memory. Each test has buckets of its own. */
@QuarkusTest
@QuarkusTestResource(EnginesResource.class)
public abstract class StorageTest {
    protected static final Region REGION = new Region("us-east-1");
    protected static final Region OTHER_REGION = new Region("eu-west-1");
    protected static final AccountId ACCOUNT = new AccountId("111111111111");

    @Inject
    protected StorageApi storage;

    @Inject
    protected FakeKms kms;

    @Inject
    protected CofferClock clock;

    @Inject
    protected Database database;

    @Inject
    TestBeans.Policies policies;

    @BeforeEach
    @AfterEach
    void forget() {
        kms.reset();
        clock.setOffset(Duration.ZERO);
    }

    /** The account's root. */
    protected final Caller root = root(ACCOUNT);

    protected static Caller root(AccountId account) {
        return caller(new Principal.Root(account, "AKIAROOTROOTROOTROOT"), "root");
    }

    /** A user with these identity policies. */
    protected Caller user(String name, String... policyDocuments) {
        String set = "user-" + name + "-" + Arrays.hashCode(policyDocuments); // a set never changes under its hash
        policies.put(set, policyDocuments);
        return caller(new Principal.IamUser(ACCOUNT, name, "AIDA" + name, "AKIA" + name), set);
    }

    /** A session of a role with these identity policies. */
    protected Caller role(String name, String session, String sessionPolicyHash, String... policyDocuments) {
        policies.put("role-" + name, policyDocuments);
        return caller(
                new Principal.AssumedRole(
                        ACCOUNT, name, "AROA" + name, session, "ASIA" + name, Instant.EPOCH, sessionPolicyHash),
                "role-" + name);
    }

    /** Whose policies allow everything. */
    protected static final String ALLOW_ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    protected static Caller caller(Principal principal, String policySetHash) {
        return new Caller(
                principal,
                policySetHash,
                (principal.account().value() + "a".repeat(64)).substring(0, 64),
                new RequestFacts(
                        UUID.randomUUID()
                                .toString()
                                .replace("-", "")
                                .substring(0, 16)
                                .toUpperCase(java.util.Locale.ROOT),
                        "192.0.2.7",
                        "test/1",
                        ""),
                Optional.empty(),
                Map.of());
    }

    /** A new bucket of the root's, with the region's floor. */
    protected BucketName bucket() {
        return bucket(REGION, Optional.empty());
    }

    /** A new bucket that stores plaintext by default. */
    protected BucketName plaintextBucket() {
        return bucket(REGION, Optional.of("none"));
    }

    protected BucketName bucket(Region region, Optional<String> floor) {
        BucketName name = new BucketName("b-" + UUID.randomUUID());
        storage.call(new CreateBucket(name, floor, Map.of()), region, root);
        return name;
    }

    /** A new bucket with versioning. */
    protected BucketName versionedBucket() {
        BucketName name = bucket();
        call(new PutBucketVersioning(name, Versioning.ENABLED));
        return name;
    }

    /** The events of a key so far, in the order of the outbox. */
    protected List<ObjectEvent> events(BucketName bucket, String key) {
        return database.statements()
                .query(
                        "select payload from storage.outbox where record_key = $1 and topic like 'coffer.s3.%'"
                                + " order by txid, id",
                        row -> ObjectEventCodec.decode(row.getString(0)), bucket + "/" + key);
    }

    protected <R> R call(S3Operation<R> operation) {
        return storage.call(operation, REGION, root);
    }

    protected WriteResult put(BucketName bucket, String key, String text) {
        return put(bucket, key, text.getBytes(StandardCharsets.UTF_8), EncryptionRequest.NONE, root);
    }

    protected WriteResult put(
            BucketName bucket, String key, byte[] bytes, EncryptionRequest encryption, Caller caller) {
        return put(put(bucket, key, encryption, Conditions.NONE), bytes, caller);
    }

    protected WriteResult put(PutObject operation, byte[] bytes, Caller caller) {
        try (Answer<WriteResult> answer =
                storage.call(operation, REGION, caller, BodySource.of(ByteBuffer.wrap(bytes)))) {
            return answer.result();
        }
    }

    protected static PutObject put(BucketName bucket, String key, EncryptionRequest encryption, Conditions conditions) {
        return new PutObject(
                bucket,
                new ObjectKey(key),
                ObjectHeaders.NONE,
                Map.of(),
                Map.of(),
                "STANDARD",
                encryption,
                conditions,
                Digests.NONE);
    }

    protected static EncryptionRequest kms(String keyId, boolean bucketKey) {
        return new EncryptionRequest(
                Optional.of("aws:kms"), Optional.of(keyId), Optional.empty(), Optional.of(bucketKey));
    }

    /** What a reader got. */
    public record Read(ObjectHead head, byte[] bytes) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    protected Read get(BucketName bucket, String key) {
        return get(bucket, key, Optional.empty(), root);
    }

    protected Read get(BucketName bucket, String key, Optional<String> versionId, Caller caller) {
        return get(getObject(bucket, key, versionId, Optional.empty()), caller);
    }

    protected Read get(GetObject operation, Caller caller) {
        try (Answer<ObjectHead> answer = storage.call(operation, REGION, caller, BodySource.empty())) {
            return new Read(answer.result(), drain(answer.body()));
        }
    }

    protected static GetObject getObject(
            BucketName bucket, String key, Optional<String> versionId, Optional<ByteRange> range) {
        return new GetObject(bucket, new ObjectKey(key), versionId, range, Optional.empty(), Conditions.NONE, false);
    }

    protected static byte[] drain(BodySource body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
