package dev.coffer.gateway.admin;

import dev.coffer.aws.uri.Percent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with parameters: {@code {name}} is one segment, {@code {name+}} as the last one everything that is left, slashes
 * too. Parameters are percent-decoded after the path has been taken apart.
 */
record PathTemplate(String text, List<String> segments) {

    static PathTemplate parse(String text) {
        return new PathTemplate(text, List.of(text.substring(1).split("/")));
    }

    /** As OpenAPI writes it. */
    String openApi() {
        return text.replace("+}", "}");
    }

    /** The parameters by name, if {@code rawPath} fits. */
    Optional<Map<String, String>> match(String rawPath) {
        String last = segments.getLast();
        boolean rest = last.endsWith("+}");
        String[] actual = rawPath.substring(1).split("/", rest ? segments.size() : -1);
        if (actual.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < actual.length; i++) {
            String segment = segments.get(i);
            Optional<String> value = Percent.decode(actual[i], false);
            if (value.isEmpty() || value.get().isEmpty()) {
                return Optional.empty();
            }
            if (segment.startsWith("{")) {
                parameters.put(segment.replaceAll("[{}+]", ""), value.get());
            } else if (!segment.equals(value.get())) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}
