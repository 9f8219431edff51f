package dev.coffer.conformance.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.admin.AdminApi;
import dev.coffer.cli.aws.Clients;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A running Coffer, as the root of its first account. Retries are off: tests see what the server says. */
public final class Deployment implements AutoCloseable {
    private final URI endpoint;
    private final Credentials credentials;
    private final List<String> regions;
    private final String kafka;
    private final Clients clients;
    private final AdminApi admin;

    /** What is where. */
    public Deployment(URI endpoint, Credentials credentials, List<String> regions, String kafka) {
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.regions = List.copyOf(regions);
        this.kafka = kafka;
        this.clients = Clients.withoutRetries(endpoint, credentials);
        this.admin = new AdminApi(endpoint, credentials);
    }

    /** The deployment that the variables name. */
    static Deployment fromEnvironment(URI endpoint) {
        Credentials credentials = Credentials.fromEnvironment();
        List<String> regions = new AdminApi(endpoint, credentials).regions();
        return new Deployment(
                endpoint, credentials, regions, System.getenv().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", ""));
    }

    public URI endpoint() {
        return endpoint;
    }

    public Credentials credentials() {
        return credentials;
    }

    /** The first region. */
    public String home() {
        return regions.get(0);
    }

    /** The second region. */
    public String away() {
        return regions.get(1);
    }

    /** Kafka's bootstrap servers. */
    public String kafka() {
        return kafka;
    }

    /** S3 of the first region. */
    public S3Client s3() {
        return clients.s3(home());
    }

    /** S3 of a region. */
    public S3Client s3(String region) {
        return clients.s3(region);
    }

    /** KMS of the first region. */
    public KmsClient kms() {
        return clients.kms(home());
    }

    /** KMS of a region. */
    public KmsClient kms(String region) {
        return clients.kms(region);
    }

    /** CloudTrail of a region. */
    public CloudTrailClient trail(String region) {
        return clients.trail(region);
    }

    /** All clients of the root. */
    public Clients root() {
        return clients;
    }

    /** Clients of somebody else; the caller closes them. */
    public Clients as(Credentials other) {
        return Clients.withoutRetries(endpoint, other);
    }

    /** The admin API. */
    public AdminApi admin() {
        return admin;
    }

    /** The root's account. */
    public String account() {
        return clients.account(home());
    }

    /** A new key in a region; its ARN. */
    public String newKey(String region) {
        return kms(region)
                .createKey(k -> k.description("conformance"))
                .keyMetadata()
                .arn();
    }

    /** A new bucket, with the region's encryption floor. */
    public String newBucket(String region) {
        String bucket = Unique.bucket();
        create(bucket, region, "");
        return bucket;
    }

    /** A new bucket in the first region. */
    public String newBucket() {
        return newBucket(home());
    }

    /** A new bucket whose objects are plaintext unless a request says otherwise. */
    public String newPlaintextBucket(String region) {
        String bucket = Unique.bucket();
        create(bucket, region, "none");
        return bucket;
    }

    /** A new user of the root's account with one policy document. */
    public Credentials newUser(Map<String, Object> policy) {
        return newUser(Unique.name(), policy);
    }

    /** A new user by name. */
    public Credentials newUser(String name, Map<String, Object> policy) {
        JsonNode made = admin.post(
                "/accounts",
                Map.of("id", account(), "users", List.of(Map.of("name", name, "policies", List.of(policy)))));
        return key(made, name);
    }

    /** The root of a new account. */
    public Credentials newAccount() {
        JsonNode made = admin.post("/accounts", Map.of("name", Unique.name()));
        return made.path("keys")
                .valueStream()
                .map(Deployment::credentials)
                .findFirst()
                .orElseThrow();
    }

    /** A new role; its ARN. */
    public String newRole(Map<String, Object> trust, Map<String, Object> policy) {
        String name = Unique.name();
        admin.post(
                "/accounts",
                Map.of(
                        "id",
                        account(),
                        "roles",
                        List.of(Map.of("name", name, "trust", trust, "policies", List.of(policy)))));
        return "arn:aws:iam::" + account() + ":role/" + name;
    }

    private static Credentials key(JsonNode made, String user) {
        return made.path("keys")
                .valueStream()
                .filter(key -> key.path("user").asText().equals(user))
                .map(Deployment::credentials)
                .findFirst()
                .orElseThrow();
    }

    private static Credentials credentials(JsonNode key) {
        return new Credentials(
                key.path("accessKey").path("id").asText(),
                key.path("accessKey").path("secret").asText());
    }

    private void create(String bucket, String region, String floor) {
        s3(region).createBucket(b -> {
            b.bucket(bucket);
            if (!region.equals("us-east-1")) {
                b.createBucketConfiguration(c -> c.locationConstraint(region));
            }
            if (!floor.isEmpty()) {
                b.overrideConfiguration(o -> o.putHeader("x-coffer-encryption-floor", floor));
            }
        });
    }

    @Override
    public void close() {
        clients.close();
    }
}
