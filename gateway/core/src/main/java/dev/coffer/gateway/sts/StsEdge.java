package dev.coffer.gateway.sts;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.uri.Query;
import dev.coffer.aws.xml.XmlWriter;
import dev.coffer.gateway.authentication.SmallRequests;
import dev.coffer.gateway.authentication.SmallRequests.Authenticated;
import dev.coffer.gateway.http.Edge;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Request;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.gateway.http.RequestIdStyle;
import dev.coffer.gateway.http.Response;
import dev.coffer.identity.Principal;
import dev.coffer.platform.config.ServedRegions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * {@code Action=GetCallerIdentity}, which everybody may ask of oneself and which scripts and Terraform ask first. Requests
 * are known by the service in their credential's scope. Source: "GetCallerIdentity" and "Common errors", AWS STS API
 * Reference; "AWS query protocol", Smithy.
 */
@ApplicationScoped
public class StsEdge implements Edge {
    private static final Logger LOG = Logger.getLogger(StsEdge.class);
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final int MAX_BYTES = 64 * 1024;

    private record QueryError(String code, int status) {}

    /** The query protocol has other names for the refusals of signatures. */
    private static final Map<String, QueryError> SIGNATURE_ERRORS = Map.of(
            "UnrecognizedClientException", new QueryError("InvalidClientTokenId", 403),
            "InvalidSignatureException", new QueryError("SignatureDoesNotMatch", 403),
            "IncompleteSignatureException", new QueryError("IncompleteSignature", 400),
            "MissingAuthenticationTokenException", new QueryError("MissingAuthenticationToken", 403));

    private final SmallRequests requests;
    private final ServedRegions regions;

    StsEdge(SmallRequests requests, ServedRegions regions) {
        this.requests = requests;
        this.regions = regions;
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public boolean accepts(RequestHead head) {
        return head.rawPath().equals("/")
                && head.headers()
                        .first("authorization")
                        .filter(header -> header.contains("/sts/aws4_request"))
                        .isPresent();
    }

    @Override
    public String protocol() {
        return "sts";
    }

    @Override
    public RequestIdStyle requestIds() {
        return RequestIdStyle.UUID_STYLE;
    }

    @Override
    public Response handle(Request request) {
        try {
            Authenticated authenticated = requests.authenticate(request, "sts", MAX_BYTES);
            if (!regions.serves(authenticated.region())) {
                throw new AwsException("SignatureDoesNotMatch", 403, "Credential should be scoped to a valid region. ");
            }
            String action = action(request.head(), authenticated.body());
            if (!action.equals("GetCallerIdentity")) {
                throw new AwsException(
                        "InvalidAction", 400, "Could not find operation " + action + " for version 2011-06-15");
            }
            request.operation().is(action);
            return identity(authenticated.caller().principal(), request.requestId());
        } catch (AwsException refusal) {
            return refused(refusal, request.requestId());
        } catch (BodyAbortedException gone) {
            throw gone;
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "%s sts failed", request.requestId());
            return refused(new AwsException("InternalFailure", 500, "Internal failure."), request.requestId());
        }
    }

    private static String action(RequestHead head, byte[] body) {
        return Query.parse(new String(body, StandardCharsets.UTF_8))
                .flatMap(form -> form.first("Action"))
                .or(() -> Query.parse(head.rawQuery()).flatMap(query -> query.first("Action")))
                .orElseThrow(
                        () -> new AwsException("MissingAction", 400, "The request must contain the parameter Action"));
    }

    private static Response identity(Principal principal, String requestId) {
        XmlWriter xml = XmlWriter.document("GetCallerIdentityResponse", NAMESPACE)
                .nested(
                        "GetCallerIdentityResult",
                        result -> result.element("Arn", principal.arn())
                                .element("UserId", principal.principalId())
                                .element("Account", principal.account().value()))
                .nested("ResponseMetadata", metadata -> metadata.element("RequestId", requestId));
        return Response.of(200, xml(), xml.toBytes());
    }

    private static Response refused(AwsException refusal, String requestId) {
        QueryError error = Optional.ofNullable(SIGNATURE_ERRORS.get(refusal.code()))
                .orElseGet(() -> new QueryError(refusal.code(), refusal.status()));
        XmlWriter xml = XmlWriter.document("ErrorResponse", NAMESPACE)
                .nested(
                        "Error",
                        element -> element.element("Type", error.status() < 500 ? "Sender" : "Receiver")
                                .element("Code", error.code())
                                .element("Message", refusal.text()))
                .element("RequestId", requestId);
        return Response.of(error.status(), xml(), xml.toBytes());
    }

    private static Headers xml() {
        return Headers.builder().add("content-type", "text/xml").build();
    }
}
