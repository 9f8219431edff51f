package dev.coffer.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coffer.api.BodyAbortedException;
import dev.coffer.api.Nothing;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.gateway.authentication.SmallRequests;
import dev.coffer.gateway.authentication.SmallRequests.Authenticated;
import dev.coffer.gateway.directory.RegionStates;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Request;
import dev.coffer.gateway.http.Response;
import dev.coffer.platform.config.ServedRegions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/**
 * The course of every request of a JSON 1.1 protocol: authenticate, see that its region is served and not stopped, read
 * the JSON, call, render the answer or the error. Source: "AWS JSON 1.1 protocol", Smithy.
 */
@ApplicationScoped
public class JsonProtocol {
    private static final Logger LOG = Logger.getLogger(JsonProtocol.class);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_DEPTH = 50;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final SmallRequests requests;
    private final ServedRegions regions;
    private final RegionStates states;

    JsonProtocol(SmallRequests requests, ServedRegions regions, RegionStates states) {
        this.requests = requests;
        this.regions = regions;
        this.states = states;
    }

    /** What a protocol does with a request. */
    @FunctionalInterface
    public interface Call {
        /** @return a record of results, or {@link Nothing} */
        Object answer(JsonNode input, Authenticated request);
    }

    /**
     * Answers a request.
     *
     * @param service the credential scope's service
     * @param wire how the result is written
     */
    public Response answer(Request request, String service, WireRecords wire, Call call) {
        try {
            Authenticated authenticated = requests.authenticate(request, service, MAX_BYTES);
            checkRegion(authenticated.region());
            Object result = call.answer(read(authenticated.body()), authenticated);
            try {
                return result instanceof Nothing ? Response.empty(200, json()) : ok(wire, result);
            } finally {
                WireRecords.closeSecrets(result);
            }
        } catch (AwsException refusal) {
            return refused(refusal);
        } catch (BodyAbortedException gone) {
            throw gone;
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "%s %s failed", request.requestId(), service);
            return refused(new AwsException("InternalFailure", 500, ""));
        }
    }

    /** A refusal as JSON 1.1 writes it. */
    public static Response refused(AwsException refusal) {
        return render(refusal.status(), out -> {
            out.writeStartObject();
            out.writeStringField("__type", refusal.code());
            if (!refusal.text().isEmpty()) {
                out.writeStringField("message", refusal.text());
            }
            out.writeEndObject();
        });
    }

    /** An operation that AWS does not know either. */
    public static AwsException unknownOperation() {
        return new AwsException("UnknownOperationException", 400, "");
    }

    /** An operation of AWS that is not there yet. */
    public static AwsException unsupported(String operation) {
        return new AwsException("UnsupportedOperationException", 400, operation + " is not supported yet.");
    }

    private void checkRegion(Region region) {
        if (!regions.serves(region)) {
            throw new AwsException(
                    "InvalidSignatureException",
                    400,
                    "Credential should be scoped to a valid region, not '" + region + "'. ");
        }
        if (states.isStopped(region)) {
            throw new AwsException("ServiceUnavailableException", 503, "Region " + region + " is stopped.");
        }
    }

    private static JsonNode read(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AwsException("SerializationException", 400, "The request is not valid JSON.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response ok(WireRecords wire, Object result) {
        return render(200, out -> wire.write(out, result));
    }

    private interface Writer {
        void write(JsonGenerator out) throws IOException;
    }

    private static Response render(int status, Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Response.of(status, json(), bytes.toByteArray());
    }

    private static Headers json() {
        return Headers.builder()
                .add("content-type", "application/x-amz-json-1.1")
                .build();
    }
}
