package dev.coffer.replication.copy;

import dev.coffer.gateway.api.RoleSessions;
import dev.coffer.identity.Caller;
import dev.coffer.identity.RequestFacts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The sessions of replication roles: asked of the gateway at most every 25 s per role (they are good for 30 s at least),
 * with a request id of its own for each use. A refusal is not remembered.
 */
public final class ReplicationSessions {
    private static final Duration LIFETIME = Duration.ofSeconds(25);
    private static final String SERVICE = "s3.amazonaws.com";
    private static final String ID_CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int ID_LENGTH = 16;
    private static final int MOST_KEPT = 1_000;

    private record Session(Caller caller, Instant until) {}

    private final RoleSessions gateway;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

    /**
     * Sessions from the gateway.
     *
     * @param clock the real time
     */
    public ReplicationSessions(RoleSessions gateway, InstantSource clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    /** @throws dev.coffer.aws.error.AwsException {@code AccessDenied} if the role can't be assumed */
    public Caller of(String roleArn) {
        Instant now = clock.instant();
        Session session = sessions.get(roleArn);
        if (session == null || !now.isBefore(session.until())) {
            session = new Session(gateway.forReplication(roleArn, facts()), now.plus(LIFETIME));
            if (sessions.size() >= MOST_KEPT) {
                sessions.values().removeIf(s -> !now.isBefore(s.until()));
            }
            sessions.put(roleArn, session);
        }
        return session.caller().with(facts());
    }

    private RequestFacts facts() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return new RequestFacts(id.toString(), SERVICE, SERVICE, "");
    }
}
