package dev.coffer.aws.sigv4;

import dev.coffer.aws.uri.Percent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The text that a request's signature covers:
 *
 * <pre>
 * METHOD \n canonical path \n canonical query \n header:value \n … \n signed header names \n payload hash
 * </pre>
 */
public final class CanonicalRequest {

    private CanonicalRequest() {}

    /**
     * @param canonicalPath one of {@link #paths}
     * @param headers the request's values by lower-case name, in order of arrival; of a name that is not there, none
     * @param payloadHash the value of {@code x-amz-content-sha256}, or the body's SHA-256
     */
    public static String of(
            String method,
            String canonicalPath,
            String canonicalQuery,
            List<String> signedHeaders,
            Function<String, List<String>> headers,
            String payloadHash) {
        StringBuilder out = new StringBuilder(1024);
        out.append(method)
                .append('\n')
                .append(canonicalPath)
                .append('\n')
                .append(canonicalQuery)
                .append('\n');
        for (String name : signedHeaders) {
            out.append(name).append(':');
            String separator = "";
            for (String value : headers.apply(name)) {
                out.append(separator);
                appendCollapsed(out, value);
                separator = ",";
            }
            out.append('\n');
        }
        return out.append('\n')
                .append(String.join(";", signedHeaders))
                .append('\n')
                .append(payloadHash)
                .toString();
    }

    /** The first of {@link #paths}: the documented spelling, which nearly every signer uses. */
    public static String path(String service, String rawPath) {
        String once = Percent.normalise(rawPath, true, false);
        return service.equals("s3") ? once.replace("%2F", "/") : Percent.encodePath(withoutDotSegments(once));
    }

    /**
     * The spellings of a path that its signer may have used, the documented one first. S3: the decoded path encoded once,
     * not normalised; an encoded slash is a slash (the AWS SDK for Java signs {@code a//b} and sends {@code a/%2Fb}).
     * Others: dot segments and double slashes removed, encoded twice; some signers encode once there too.
     *
     * @param rawPath as it stood on the wire
     */
    public static Set<String> paths(String service, String rawPath) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(path(service, rawPath));
        String once = Percent.normalise(rawPath, true, false);
        spellings.add(once.replace("%2F", "/"));
        spellings.add(once);
        spellings.add(rawPath);
        return spellings;
    }

    private static String withoutDotSegments(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String joined = "/" + String.join("/", kept);
        return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
    }

    private static void appendCollapsed(StringBuilder out, String value) {
        String trimmed = value.strip();
        boolean space = false;
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            boolean white = c == ' ' || (c >= '\t' && c <= '\r');
            if (!white) {
                out.append(c);
            } else if (!space) {
                out.append(' ');
            }
            space = white;
        }
    }
}
