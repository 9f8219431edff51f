package dev.coffer.gateway.testing;

import dev.coffer.api.Nothing;
import dev.coffer.aws.Region;
import dev.coffer.envelope.SecretBytes;
import dev.coffer.identity.Caller;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.DescribeKey;
import dev.coffer.kms.api.DisableKey;
import dev.coffer.kms.api.Encrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GetQuotas;
import dev.coffer.kms.api.KeyMetadata;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsError;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.ListAliases;
import dev.coffer.kms.api.PutQuota;
import dev.coffer.kms.api.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** KMS whose ciphertext is the plaintext, and that remembers what it was asked. */
@Alternative
@ApplicationScoped
public class FakeKms implements KmsApi {
    public static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    public static final Instant CREATED = Instant.parse("2026-11-01T10:00:00.125Z");

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<Region, PutQuota> quotas = new ConcurrentHashMap<>();

    private volatile SecretBytes lastPlaintext = SecretBytes.adopt(new byte[0]);

    /** One call. */
    public record Asked(KmsOperation<?> operation, Region region, Caller caller) {}

    public Asked last() {
        return asked.getLast();
    }

    public SecretBytes lastPlaintext() {
        return lastPlaintext;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R call(KmsOperation<R> operation, Region region, Caller caller) {
        asked.add(new Asked(operation, region, caller));
        return (R) answer(operation, region, caller);
    }

    private Object answer(KmsOperation<?> operation, Region region, Caller caller) {
        return switch (operation) {
            case Encrypt encrypt ->
                new Encrypt.Result(
                        encrypt.plaintext().use(byte[]::clone), arn(region, caller), "SYMMETRIC_DEFAULT", "m-1");
            case Decrypt decrypt -> {
                if (!decrypt.encryptionContext().containsKey("aws:s3:arn")) {
                    throw KmsError.INVALID_CIPHERTEXT.because("");
                }
                yield new Decrypt.Result(
                        arn(region, caller),
                        SecretBytes.adopt(decrypt.ciphertextBlob().clone()),
                        "SYMMETRIC_DEFAULT",
                        "m-1");
            }
            case GenerateDataKey generate -> {
                lastPlaintext = SecretBytes.adopt(new byte[32]);
                yield new GenerateDataKey.Result(new byte[] {1, 2, 3}, lastPlaintext, arn(region, caller), "m-1");
            }
            case DescribeKey describe -> {
                if (describe.keyId().equals("alias/missing")) {
                    throw KmsError.NOT_FOUND.because("Alias arn:aws:kms:" + region + " is not found.");
                }
                yield new DescribeKey.Result(metadata(region, caller, "described"));
            }
            case CreateKey create ->
                new CreateKey.Result(
                        metadata(region, caller, create.description().orElse("")));
            case DisableKey disable -> Nothing.NOTHING;
            case ListAliases list ->
                new ListAliases.Result(
                        List.of(new ListAliases.Alias(
                                "alias/a",
                                "arn:aws:kms:" + region + ":"
                                        + caller.principal().account() + ":alias/a",
                                Optional.empty(),
                                Optional.of(CREATED),
                                Optional.empty())),
                        Optional.empty(),
                        false);
            case GetQuotas get -> quotas(region, get.account());
            case PutQuota put -> {
                quotas.put(region, put);
                yield quotas(region, put.account());
            }
            case Usage usage ->
                new Usage.Result(
                        List.of(new Usage.Row(Map.of("operation", "Decrypt"), 3, 1, 2, new BigDecimal("0.000009"))),
                        new Usage.Row(Map.of(), 3, 1, 2, new BigDecimal("0.000009")),
                        new BigDecimal("1.00"));
            default -> throw KmsError.THROTTLING.because("You have exceeded the rate at which you may call KMS.");
        };
    }

    private GetQuotas.Result quotas(Region region, Optional<String> account) {
        PutQuota put = quotas.getOrDefault(
                region, new PutQuota(Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
        return new GetQuotas.Result(
                region.id(),
                account,
                put.enabled().orElse(true),
                put.symmetricPerSecond().orElse(10_000),
                Map.of("DescribeKey", 2_000),
                Map.of());
    }

    private static String arn(Region region, Caller caller) {
        return "arn:aws:kms:" + region + ":" + caller.principal().account() + ":key/" + KEY_ID;
    }

    private static KeyMetadata metadata(Region region, Caller caller, String description) {
        return new KeyMetadata(
                caller.principal().account().value(),
                KEY_ID,
                arn(region, caller),
                CREATED,
                true,
                description,
                "ENCRYPT_DECRYPT",
                "Enabled",
                Optional.empty(),
                "AWS_KMS",
                "CUSTOMER",
                "SYMMETRIC_DEFAULT",
                "SYMMETRIC_DEFAULT",
                List.of("SYMMETRIC_DEFAULT"),
                false,
                Optional.empty(),
                Optional.of("m-1"));
    }
}
