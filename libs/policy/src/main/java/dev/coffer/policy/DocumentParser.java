package dev.coffer.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From text to statements: strict JSON without repeated members, known elements only, everything bounded. */
final class DocumentParser {
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final String LATEST = "2012-10-17";
    private static final Set<String> VERSIONS = Set.of("2008-10-17", LATEST);
    private static final int MAX_DEPTH = 8;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(PolicyDocument.MAX_CHARACTERS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DocumentParser() {}

    static PolicyDocument parse(String json, @Nullable PolicyType type) {
        JsonNode root = read(json);
        for (Map.Entry<String, JsonNode> member : root.properties()) {
            if (!ELEMENTS.contains(member.getKey())) {
                throw new MalformedPolicyException("Syntax errors in policy: unknown element " + member.getKey());
            }
        }
        boolean variables = version(root).equals(LATEST);
        JsonNode statement = root.path("Statement");
        if (!statement.isArray() && !statement.isObject()) {
            throw new MalformedPolicyException("Syntax errors in policy: Statement is missing");
        }
        List<Statement> statements = new ArrayList<>();
        Set<String> sids = new HashSet<>();
        for (JsonNode node : statement.isObject() ? List.of(statement) : statement) {
            Statement parsed = StatementParser.parse(node, type, variables);
            if (!parsed.sid().isEmpty() && !sids.add(parsed.sid())) {
                throw new MalformedPolicyException("Statement IDs (SID) in a single policy must be unique.");
            }
            statements.add(parsed);
        }
        return new PolicyDocument(statements);
    }

    private static JsonNode read(String json) {
        if (json.length() > PolicyDocument.MAX_CHARACTERS) {
            throw new MalformedPolicyException(
                    "The policy is longer than " + PolicyDocument.MAX_CHARACTERS + " characters.");
        }
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new MalformedPolicyException("This policy contains invalid Json");
        }
        if (root == null || !root.isObject()) {
            throw new MalformedPolicyException("This policy contains invalid Json");
        }
        return root;
    }

    private static String version(JsonNode root) {
        JsonNode version = root.path("Version");
        if (version.isMissingNode()) {
            return "2008-10-17";
        }
        if (!version.isTextual() || !VERSIONS.contains(version.textValue())) {
            throw new MalformedPolicyException("The policy must contain a valid version string");
        }
        return version.textValue();
    }
}
