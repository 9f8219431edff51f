package dev.coffer.platform.trust;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How each part of a deployment proves to Kafka who it is, as properties. Services and consumers use SCRAM-SHA-512, whose
 * passwords never cross the network; brokers and the one that makes topics, users and rights use PLAIN, on a network of
 * their own, since no SCRAM credential can be there before the first of them has started.
 */
final class KafkaCredentials {
    /** Brokers and controllers, between themselves. */
    static final String BROKER = "broker";

    /** Who makes topics, users and rights. */
    static final String SETUP = "setup";

    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private KafkaCredentials() {}

    /**
     * A client's settings.
     *
     * @param prefix of their names: empty, or {@code kafka.} in a service's configuration
     */
    static Map<String, String> scram(String prefix, String user, String password) {
        return client(prefix, "SCRAM-SHA-512", SCRAM, user, password);
    }

    /** Settings of the one that makes topics, users and rights. */
    static Map<String, String> admin(String password) {
        return client("", "PLAIN", PLAIN, SETUP, password);
    }

    private static Map<String, String> client(
            String prefix, String mechanism, String module, String user, String password) {
        return Map.of(
                prefix + "security.protocol",
                "SASL_PLAINTEXT",
                prefix + "sasl.mechanism",
                mechanism,
                prefix + "sasl.jaas.config",
                jaas(module, Map.of("username", user, "password", password)));
    }

    /** What a broker knows: itself, towards brokers and controllers, and of all users only the one that makes the others. */
    static Map<String, String> broker(String brokerPassword, String setupPassword) {
        Map<String, String> self =
                Map.of("username", BROKER, "password", brokerPassword, "user_" + BROKER, brokerPassword);
        Map<String, String> andSetup = new TreeMap<>(self);
        andSetup.put("user_" + SETUP, setupPassword);
        return Map.of("controller.jaas", jaas(PLAIN, self), "brokers.jaas", jaas(PLAIN, andSetup));
    }

    private static String jaas(String module, Map<String, String> options) {
        return options.entrySet().stream()
                .map(e -> " " + e.getKey() + "=\"" + e.getValue() + "\"")
                .sorted()
                .collect(Collectors.joining("", module + " required", ";"));
    }
}
