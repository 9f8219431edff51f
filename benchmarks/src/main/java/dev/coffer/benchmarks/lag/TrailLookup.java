package dev.coffer.benchmarks.lag;

import dev.coffer.benchmarks.wire.Body;
import dev.coffer.benchmarks.wire.Request;
import dev.coffer.benchmarks.wire.Signer;
import dev.coffer.cli.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** LookupEvents by one attribute: AWS JSON 1.1, signed for {@code cloudtrail}. */
public final class TrailLookup {
    /** What these requests are signed for. */
    public static final String SERVICE = "cloudtrail";

    private static final int PAGE = 50;

    private TrailLookup() {}

    /** The newest 50 events whose attribute, such as {@code ResourceName}, has {@code value}. */
    public static Request newest(String attribute, String value) {
        Body body = Body.of(Json.write(Map.of(
                        "LookupAttributes",
                        List.of(Map.of("AttributeKey", attribute, "AttributeValue", value)),
                        "MaxResults",
                        PAGE))
                .getBytes(StandardCharsets.UTF_8));
        return Request.of("LookupEvents", "POST", "/", "")
                .with(Map.of(
                        "content-type",
                        "application/x-amz-json-1.1",
                        "x-amz-target",
                        "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents"))
                .sending(body, Signer.sha256(body));
    }
}
