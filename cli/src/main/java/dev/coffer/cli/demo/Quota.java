package dev.coffer.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.cli.admin.AdminApi;
import java.util.Map;

/** KMS's quota of one region for symmetric cryptography, which every account has for itself. */
final class Quota {
    private final AdminApi admin;
    private final String path;

    Quota(AdminApi admin, String region) {
        this.admin = admin;
        this.path = "/kms/quotas/" + region;
    }

    /** Lowers it; what this returns, and the undo, put back what was there. */
    Runnable lower(int callsPerSecond, Undo undo) {
        JsonNode before = admin.get(path, Map.of());
        Runnable putBack = () -> set(
                before.path("symmetricPerSecond").asInt(),
                before.path("enabled").asBoolean());
        undo.remember("KMS quota at " + path, putBack);
        set(callsPerSecond, true);
        return putBack;
    }

    private void set(int callsPerSecond, boolean enabled) {
        admin.put(path, Map.of("symmetricPerSecond", callsPerSecond, "enabled", enabled));
    }
}
