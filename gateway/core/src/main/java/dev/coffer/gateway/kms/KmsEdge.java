package dev.coffer.gateway.kms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.gateway.http.Edge;
import dev.coffer.gateway.http.Request;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.gateway.http.RequestIdStyle;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.json.JsonProtocol;
import dev.coffer.gateway.json.WireRecords;
import dev.coffer.kms.api.KmsApi;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.KmsOperations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code X-Amz-Target: TrentService.OPERATION}. Every record of {@link KmsOperations#PUBLIC} is an operation. */
@ApplicationScoped
public class KmsEdge implements Edge {
    private static final String TARGET = "TrentService.";
    private static final WireRecords WIRE = new WireRecords(KmsOperations::wireName);
    private static final Map<String, Class<? extends KmsOperation<?>>> OPERATIONS = KmsOperations.PUBLIC.stream()
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    /** What AWS has and Coffer has not. */
    static final Set<String> NOT_YET = Set.of(
            "ConnectCustomKeyStore",
            "CreateCustomKeyStore",
            "Decapsulate",
            "DeleteCustomKeyStore",
            "DeleteImportedKeyMaterial",
            "DeriveSharedSecret",
            "DescribeCustomKeyStores",
            "DisconnectCustomKeyStore",
            "Encapsulate",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "GenerateMac",
            "GetKeyLastUsage",
            "GetParametersForImport",
            "GetPublicKey",
            "ImportKeyMaterial",
            "ReplicateKey",
            "Sign",
            "UpdateCustomKeyStore",
            "UpdatePrimaryRegion",
            "Verify",
            "VerifyMac");

    private static final List<String> MISLEADING =
            List.of("/Recipient", "/GranteeServicePrincipal", "/RetiringServicePrincipal", "/Constraints/SourceArn");

    private final JsonProtocol protocol;
    private final KmsApi kms;

    KmsEdge(JsonProtocol protocol, KmsApi kms) {
        this.protocol = protocol;
        this.kms = kms;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public boolean accepts(RequestHead head) {
        return head.method().equals("POST") && target(head).startsWith(TARGET);
    }

    @Override
    public String protocol() {
        return "kms";
    }

    @Override
    public RequestIdStyle requestIds() {
        return RequestIdStyle.UUID_STYLE;
    }

    @Override
    public Response handle(Request request) {
        String name = target(request.head()).substring(TARGET.length());
        Class<? extends KmsOperation<?>> type = OPERATIONS.get(name);
        if (type == null) {
            return JsonProtocol.refused(
                    NOT_YET.contains(name) ? JsonProtocol.unsupported(name) : JsonProtocol.unknownOperation());
        }
        request.operation().is(type.getSimpleName());
        return protocol.answer(request, "kms", WIRE, (input, authenticated) -> {
            refuseWhatWouldMislead(input);
            KmsOperation<?> operation = WIRE.read(input, type);
            try {
                return kms.call(operation, authenticated.region(), authenticated.caller());
            } finally {
                WireRecords.closeSecrets(operation);
            }
        });
    }

    /** To skip these would do what was not asked, show plaintext to others or give a grant without its constraint. */
    private static void refuseWhatWouldMislead(JsonNode input) {
        if (input.path("DryRun").asBoolean(false)) {
            throw JsonProtocol.unsupported("DryRun");
        }
        for (String pointer : MISLEADING) {
            if (!input.at(pointer).isMissingNode() && !input.at(pointer).isNull()) {
                throw JsonProtocol.unsupported(pointer.substring(1));
            }
        }
    }

    private static String target(RequestHead head) {
        return head.headers().first("x-amz-target").orElse("");
    }
}
