package dev.coffer.gateway.admin;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.Nothing;
import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.uri.Percent;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.authentication.SmallRequests;
import dev.coffer.gateway.authentication.SmallRequests.Authenticated;
import dev.coffer.gateway.http.Edge;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Request;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.gateway.http.RequestIdStyle;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.identity.IdentityErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Everything below {@code /_coffer/} but health and metrics. */
@ApplicationScoped
public class AdminEdge implements Edge {
    private static final Logger LOG = Logger.getLogger(AdminEdge.class);
    private static final String PREFIX = "/_coffer";
    private static final String DESCRIPTION = "/openapi.json";
    private static final int MAX_BYTES = 1024 * 1024;

    private final SmallRequests requests;
    private final AdminAccess access;
    private final List<Route> routes;
    private final byte[] description;

    AdminEdge(SmallRequests requests, AdminAccess access, @Any Instance<AdminResource> resources) {
        this.requests = requests;
        this.access = access;
        this.routes = resources.stream()
                .flatMap(resource -> resource.routes().stream())
                .toList();
        this.description = OpenApiDocument.read();
    }

    @Override
    public int order() {
        return 5;
    }

    @Override
    public boolean accepts(RequestHead head) {
        return head.rawPath().startsWith(PREFIX + "/");
    }

    @Override
    public String protocol() {
        return "admin";
    }

    @Override
    public RequestIdStyle requestIds() {
        return RequestIdStyle.UUID_STYLE;
    }

    @Override
    public Response handle(Request request) {
        try {
            String path = request.head().rawPath().substring(PREFIX.length());
            if (path.equals(DESCRIPTION) && request.head().method().equals("GET")) {
                return Response.of(200, json(), description);
            }
            return routed(request, path);
        } catch (AwsException refusal) {
            return Problems.of(refusal, request.requestId());
        } catch (BodyAbortedException gone) {
            throw gone;
        } catch (RuntimeException fault) {
            LOG.errorf(
                    fault,
                    "%s %s %s failed",
                    request.requestId(),
                    request.head().method(),
                    request.head().rawPath());
            return Problems.of(new AwsException("InternalFailure", 500, ""), request.requestId());
        }
    }

    /** All routes, for the test that compares them with their description. */
    List<Route> routes() {
        return routes;
    }

    private Response routed(Request request, String path) {
        List<Route> there =
                routes.stream().filter(r -> r.path().match(path).isPresent()).toList();
        if (there.isEmpty()) {
            throw IdentityErrors.noSuchEntity("The path " + PREFIX + path);
        }
        Optional<Route> route = there.stream()
                .filter(r -> r.method().equals(request.head().method()))
                .findFirst();
        if (route.isEmpty()) {
            String allowed = there.stream().map(Route::method).sorted().collect(Collectors.joining(", "));
            return Problems.of(
                    new AwsException("MethodNotAllowed", 405, "Allowed here: " + allowed + "."),
                    request.requestId(),
                    Headers.builder().add("allow", allowed).build());
        }
        request.operation().is(route.get().operation());
        return call(request, path, route.get());
    }

    private Response call(Request request, String path, Route route) {
        Authenticated authenticated = requests.authenticate(request, "coffer", MAX_BYTES);
        access.check(authenticated.caller(), route, Percent.decode(path, false).orElse(path), authenticated.region());
        Map<String, String> parameters = route.path().match(path).orElseThrow();
        AdminCall call =
                new AdminCall(authenticated.caller(), parameters, query(request.head(), route), authenticated.body());
        if (parameters.containsKey("account")) {
            AccountId account = call.account();
            access.checkAccount(authenticated.caller(), account);
        }
        Object result = route.handler().handle(call);
        return result instanceof Nothing
                ? Response.empty(204, Headers.NONE)
                : Response.of(200, json(), AdminJson.write(result));
    }

    private static Query query(RequestHead head, Route route) {
        Query query = Query.parse(head.rawQuery())
                .orElseThrow(() -> IdentityErrors.invalid("The query is not percent-encoded UTF-8."));
        for (String name : query.names()) {
            if (!route.query().contains(name)) {
                throw IdentityErrors.invalid("There is no query parameter " + name + " here.");
            }
        }
        return query;
    }

    private static Headers json() {
        return Headers.builder().add("content-type", "application/json").build();
    }
}
