package dev.coffer.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From a Principal element's JSON to patterns. Source: "AWS JSON policy elements: Principal", IAM User Guide. */
final class PrincipalParser {
    private static final Pattern ACCOUNT = Pattern.compile("(?:arn:aws:iam::)?(\\d{12})(:root)?");
    private static final Pattern NAMED =
            Pattern.compile("arn:aws:(iam::\\d{12}:(user|role)|sts::\\d{12}:assumed-role)/[\\w+=,.@/-]+");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9.-]*\\.(amazonaws\\.com|aws\\.internal)");

    private PrincipalParser() {}

    static List<PrincipalPattern> parse(JsonNode principal) {
        if (principal.isTextual() && principal.textValue().equals("*")) {
            return List.of(new PrincipalPattern.Everyone());
        }
        if (!principal.isObject() || principal.isEmpty()) {
            throw new MalformedPolicyException("Invalid principal in policy");
        }
        List<PrincipalPattern> patterns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> kind : principal.properties()) {
            for (String value : StatementParser.strings(kind.getValue(), "Principal")) {
                patterns.add(pattern(kind.getKey(), value));
            }
        }
        if (patterns.isEmpty()) {
            throw new MalformedPolicyException("Invalid principal in policy");
        }
        return patterns;
    }

    private static PrincipalPattern pattern(String kind, String value) {
        return switch (kind) {
            case "AWS" -> aws(value);
            case "Service" -> {
                if (!SERVICE.matcher(value).matches()) {
                    throw invalid(kind, value);
                }
                yield new PrincipalPattern.ServiceNamed(value);
            }
            case "Federated" -> new PrincipalPattern.Federated(value);
            default -> throw invalid(kind, value);
        };
    }

    private static PrincipalPattern aws(String value) {
        if (value.equals("*")) {
            return new PrincipalPattern.Everyone();
        }
        Matcher account = ACCOUNT.matcher(value);
        if (account.matches() && value.startsWith("arn:") == (account.group(2) != null)) {
            return new PrincipalPattern.Account(account.group(1));
        }
        if (NAMED.matcher(value).matches()) {
            return new PrincipalPattern.Named(value);
        }
        throw invalid("AWS", value);
    }

    private static MalformedPolicyException invalid(String kind, String value) {
        return new MalformedPolicyException("Invalid principal in policy: \"" + kind + "\":\"" + value + "\"");
    }
}
