package dev.coffer.kms;

import dev.coffer.gateway.api.PolicySets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Policy sets named by what they allow: {@code none}, or actions separated by commas, after {@code -} denied ones. */
@ApplicationScoped
public class TestPolicySets implements PolicySets {
    @Override
    public List<String> documents(String name) {
        if (name.equals("none")) {
            return List.of();
        }
        String[] parts = name.split(" - ", 2);
        String deny = parts.length < 2 ? "" : "," + statement("Deny", parts[1]);
        return List.of("{\"Version\": \"2012-10-17\", \"Statement\": [" + statement("Allow", parts[0]) + deny + "]}");
    }

    private static String statement(String effect, String actions) {
        return "{\"Effect\": \"" + effect + "\", \"Action\": [\"" + actions.replace(",", "\", \"")
                + "\"], \"Resource\": \"*\"}";
    }
}
