package dev.coffer.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A string of a policy: literal text, wildcards ({@code *}: any characters, {@code ?}: exactly one) and policy variables
 * ({@code ${key}}, {@code ${key, 'default'}}, and the escapes {@code ${*}}, {@code ${?}}, {@code ${$}}). The value of a
 * variable is literal: a wildcard in it is none. A variable without exactly one value matches nothing. Source: "IAM
 * policy elements: Variables and tags", IAM User Guide.
 */
final class Template {
    /** Whether letters' case counts. */
    enum Case {
        SENSITIVE,
        INSENSITIVE
    }

    private sealed interface Part {
        /** @param codes code points, or a {@link Glob} wildcard */
        record Fixed(int[] codes) implements Part {}

        record Variable(String key, Optional<String> otherwise) implements Part {}
    }

    private static final Template ANYTHING = parse("*", true, false);

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** {@code *}. */
    static Template anything() {
        return ANYTHING;
    }

    /**
     * @param wildcards whether {@code *} and {@code ?} are such, or mean themselves
     * @param variables whether {@code ${…}} is replaced (documents of version 2012-10-17)
     * @throws MalformedPolicyException for a variable that doesn't end, or has no name
     */
    static Template parse(String text, boolean wildcards, boolean variables) {
        List<Part> parts = new ArrayList<>();
        IntStream.Builder codes = IntStream.builder();
        int at = 0;
        while (at < text.length()) {
            if (variables && text.startsWith("${", at)) {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    throw new MalformedPolicyException("Syntax errors in policy: variable without end in " + text);
                }
                String name = text.substring(at + 2, end).strip();
                if (name.equals("*") || name.equals("?") || name.equals("$")) {
                    codes.add(name.charAt(0));
                } else {
                    parts.add(new Part.Fixed(codes.build().toArray()));
                    codes = IntStream.builder();
                    parts.add(variable(name, text));
                }
                at = end + 1;
            } else {
                int code = text.codePointAt(at);
                codes.add(wildcards && code == '*' ? Glob.RUN : wildcards && code == '?' ? Glob.ONE : code);
                at += Character.charCount(code);
            }
        }
        parts.add(new Part.Fixed(codes.build().toArray()));
        return new Template(parts);
    }

    private static Part.Variable variable(String name, String text) {
        int comma = name.indexOf(',');
        String key = comma < 0 ? name : name.substring(0, comma).strip();
        Optional<String> otherwise =
                comma < 0 ? Optional.empty() : Optional.of(quoted(name.substring(comma + 1), text));
        if (key.isEmpty() || key.indexOf('$') >= 0 || key.indexOf('{') >= 0) {
            throw new MalformedPolicyException("Syntax errors in policy: invalid variable in " + text);
        }
        return new Part.Variable(key.toLowerCase(Locale.ROOT), otherwise);
    }

    private static String quoted(String text, String whole) {
        String stripped = text.strip();
        if (stripped.length() < 2 || stripped.charAt(0) != '\'' || !stripped.endsWith("'")) {
            throw new MalformedPolicyException("Syntax errors in policy: default value without quotes in " + whole);
        }
        return stripped.substring(1, stripped.length() - 1);
    }

    /** Whether {@code text} as a whole fits. */
    boolean matches(String text, PolicyRequest request, Case letters) {
        int @Nullable [] pattern = expand(request);
        return pattern != null && Glob.matches(pattern, text, letters == Case.INSENSITIVE);
    }

    /** The pattern for this request; null where a variable has no value. */
    private int @Nullable [] expand(PolicyRequest request) {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Fixed(int[] codes)) {
            return codes;
        }
        IntStream.Builder all = IntStream.builder();
        for (Part part : parts) {
            switch (part) {
                case Part.Fixed(int[] codes) -> {
                    for (int code : codes) {
                        all.add(code);
                    }
                }
                case Part.Variable(String key, Optional<String> otherwise) -> {
                    List<String> values = request.values(key);
                    Optional<String> value = values.size() == 1 ? Optional.of(values.getFirst()) : otherwise;
                    if (value.isEmpty()) {
                        return null;
                    }
                    value.get().codePoints().forEach(all::add);
                }
            }
        }
        return all.build().toArray();
    }
}
