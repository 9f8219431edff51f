package dev.coffer.platform.kafka.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** Users and rights in Kafka. */
final class KafkaAccess {
    /** The least that Kafka takes; passwords are random, so that more would not make guessing harder. */
    private static final int ITERATIONS = 4096;

    private final Admin admin;
    private final Duration timeout;

    /**
     * By an admin client that the caller closes.
     *
     * @param timeout of each exchange with Kafka
     */
    KafkaAccess(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /** Makes users, or gives them these passwords. */
    void users(Map<String, String> passwords) throws InterruptedException, ExecutionException, TimeoutException {
        List<UserScramCredentialAlteration> users = passwords.entrySet().stream()
                .<UserScramCredentialAlteration>map(e -> new UserScramCredentialUpsertion(
                        e.getKey(),
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                        e.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList();
        await(admin.alterUserScramCredentials(users).all());
    }

    /** Gives each user of the table its rights, and takes every other from it. */
    void rights(List<KafkaRights> table) throws InterruptedException, ExecutionException, TimeoutException {
        Set<AclBinding> granted = new HashSet<>();
        Set<AclBinding> wanted = new HashSet<>();
        for (KafkaRights rights : table) {
            granted.addAll(granted(rights.principal()));
            wanted.addAll(rights.bindings());
        }
        await(admin.createAcls(without(wanted, granted)).all());
        await(admin.deleteAcls(without(granted, wanted).stream()
                        .map(AclBinding::toFilter)
                        .toList())
                .all());
    }

    private Collection<AclBinding> granted(String principal)
            throws InterruptedException, ExecutionException, TimeoutException {
        return await(admin.describeAcls(new AclBindingFilter(
                        ResourcePatternFilter.ANY,
                        new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY)))
                .values());
    }

    private static Set<AclBinding> without(Set<AclBinding> all, Set<AclBinding> some) {
        Set<AclBinding> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private <T> T await(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
