package dev.coffer.benchmarks.jmh;

import dev.coffer.aws.sigv4.AmzDate;
import dev.coffer.aws.sigv4.CanonicalRequest;
import dev.coffer.aws.sigv4.SigV4;
import dev.coffer.aws.sigv4.SignatureFields;
import dev.coffer.aws.sigv4.SigningKeys;
import dev.coffer.benchmarks.wire.Endpoint;
import dev.coffer.benchmarks.wire.Request;
import dev.coffer.benchmarks.wire.Signer;
import dev.coffer.cli.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Signing a GET as the load generator does, and verifying it as the gateway does; microseconds a request. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Signatures {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String PATH = "/ledger/2026/11/entry-0000000001";

    private final Signer signer = new Signer(
            new Endpoint(
                    URI.create("http://127.0.0.1:9000"), "us-east-1", new Credentials("AKIAIOSFODNN7EXAMPLE", SECRET)),
            "s3");
    private final Request get = Request.of("GET", "GET", PATH, "");
    private final SigningKeys keys = new SigningKeys();
    private final byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
    private final Map<String, List<String>> headers = new HashMap<>();

    /** Signs one request and takes its head apart. */
    @Setup
    public void prepare() {
        new String(signer.head(get), StandardCharsets.ISO_8859_1)
                .lines()
                .skip(1)
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    if (colon > 0) {
                        headers.put(
                                line.substring(0, colon).toLowerCase(Locale.ROOT),
                                List.of(line.substring(colon + 1).strip()));
                    }
                });
        if (!verify()) {
            throw new IllegalStateException("what the generator signs does not verify");
        }
    }

    /** The client's side. */
    @Benchmark
    public byte[] sign() {
        return signer.head(get);
    }

    /** The server's side. */
    @Benchmark
    public boolean verify() {
        SignatureFields fields = SignatureFields.ofHeader(first("authorization"));
        String date = AmzDate.format(AmzDate.parse(first("x-amz-date")).orElseThrow());
        String canonical = CanonicalRequest.of(
                "GET",
                CanonicalRequest.path("s3", PATH),
                "",
                fields.signedHeaders(),
                name -> headers.getOrDefault(name, List.of()),
                first("x-amz-content-sha256"));
        String toSign = SigV4.stringToSign(date, fields.credential().scope(), canonical);
        return SigV4.matches(SigV4.sign(keys.key(fields.credential(), secret), toSign), fields.signature());
    }

    private String first(String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }
}
