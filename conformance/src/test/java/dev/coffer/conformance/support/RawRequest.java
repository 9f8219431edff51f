package dev.coffer.conformance.support;

import dev.coffer.cli.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * A request of which every byte is ours: signed by the SDK's signer, then changed as the test wants, and sent over a plain
 * socket.
 */
public final class RawRequest {
    private final Deployment coffer;
    private final String method;
    private final String target;
    private final Map<String, String> signed = new LinkedHashMap<>();
    private final Map<String, String> later = new LinkedHashMap<>();
    private byte[] body = {};
    private byte @Nullable [] sentBody;
    private String service = "s3";
    private String region;
    private Credentials credentials;
    private Instant time = Instant.now();
    private boolean sign = true;

    /** A request for a raw target such as {@code /bucket/key?acl}. */
    public RawRequest(Deployment coffer, String method, String target) {
        this.coffer = coffer;
        this.method = method;
        this.target = target;
        this.region = coffer.home();
        this.credentials = coffer.credentials();
    }

    /** Of KMS. */
    public static RawRequest kms(Deployment coffer, String operation, String body) {
        return new RawRequest(coffer, "POST", "/")
                .service("kms")
                .header("X-Amz-Target", "TrentService." + operation)
                .header("Content-Type", "application/x-amz-json-1.1")
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    /** A header that is signed. */
    public RawRequest header(String name, String value) {
        signed.put(name, value);
        return this;
    }

    /** A header put in, or changed, after signing. */
    public RawRequest headerAfterSigning(String name, String value) {
        later.put(name, value);
        return this;
    }

    public RawRequest body(byte[] content) {
        this.body = content.clone();
        return this;
    }

    public RawRequest body(String content) {
        return body(content.getBytes(StandardCharsets.UTF_8));
    }

    /** What is sent instead of what was signed, under the signed {@code Content-Length}. */
    public RawRequest sendInstead(byte[] content) {
        this.sentBody = content.clone();
        return this;
    }

    public RawRequest service(String name) {
        this.service = name;
        return this;
    }

    public RawRequest region(String name) {
        this.region = name;
        return this;
    }

    public RawRequest as(Credentials other) {
        this.credentials = other;
        return this;
    }

    /** Signed at another time. */
    public RawRequest at(Instant signingTime) {
        this.time = signingTime;
        return this;
    }

    /** Not signed at all. */
    public RawRequest unsigned() {
        this.sign = false;
        return this;
    }

    /** An answer, headers by lower-case name. */
    public record Answer(int status, Map<String, String> headers, byte[] content) {
        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /** {@code status} and the {@code Code} of the XML or {@code __type} of the JSON. */
        public String error() {
            String text = text();
            String code = text.contains("<Code>")
                    ? text.substring(text.indexOf("<Code>") + 6, text.indexOf("</Code>"))
                    : text.replaceAll("(?s).*\"__type\"\\s*:\\s*\"([^\"]*)\".*", "$1");
            return status + " " + code;
        }
    }

    /** Sends it on a connection of its own and reads the answer. */
    public Answer send() {
        URI endpoint = coffer.endpoint();
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            byte[] content = sentBody == null ? body : sentBody;
            out.write(head().getBytes(StandardCharsets.ISO_8859_1));
            writeAsFarAsWanted(out, content);
            if (content.length < body.length) {
                socket.shutdownOutput();
            }
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server may refuse before it has read everything. */
    private static void writeAsFarAsWanted(OutputStream out, byte[] content) throws IOException {
        try {
            out.write(content);
            out.flush();
        } catch (java.net.SocketException e) {
            // The answer is there already.
        }
    }

    private String head() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", coffer.endpoint().getAuthority());
        headers.put("Content-Length", Integer.toString(body.length));
        headers.putAll(signed);
        if (sign) {
            signedHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        }
        headers.putAll(later);
        headers.put("Connection", "close");
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private Map<String, List<String>> signedHeaders() {
        int question = target.indexOf('?');
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(coffer.endpoint())
                .encodedPath(question < 0 ? target : target.substring(0, question));
        if (question >= 0) {
            for (String pair : target.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                request.putRawQueryParameter(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        signed.forEach(request::putHeader);
        return AwsV4HttpSigner.create()
                .sign(s -> s.identity(credentials.forSdk())
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
                .request()
                .headers();
    }

    private static String decoded(String text) {
        return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Answer read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (java.net.SocketException e) {
            // Reset after the answer: what has come is the answer.
        }
        byte[] bytes = all.toByteArray();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, Map.of(), new byte[0]);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        byte[] content = java.util.Arrays.copyOfRange(bytes, end + 4, bytes.length);
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, dechunked(headers, content));
    }

    private static byte[] dechunked(Map<String, String> headers, byte[] content) {
        if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return content;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < content.length) {
            int line = at;
            while (content[line] != '\r') {
                line++;
            }
            int size = Integer.parseInt(new String(content, at, line - at, StandardCharsets.ISO_8859_1).strip(), 16);
            if (size == 0) {
                break;
            }
            out.write(content, line + 2, size);
            at = line + 2 + size + 2;
        }
        return out.toByteArray();
    }
}
