package dev.coffer.platform.rpc;

import dev.coffer.api.Operation;
import dev.coffer.audit.api.AuditOperation;
import dev.coffer.gateway.api.GatewayOperation;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.replication.api.ReplicationOperation;
import dev.coffer.storage.api.S3Operation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operations of one service: the records of its {@code api} package that belong to its family. The last segment of a
 * call's path is the record's name.
 */
public enum OperationFamily {
    /** {@link dev.coffer.storage.api.StorageApi}. */
    STORAGE(S3Operation.class),
    /** {@link dev.coffer.kms.api.KmsApi}. */
    KMS(KmsOperation.class),
    /** {@link dev.coffer.audit.api.AuditApi}. */
    AUDIT(AuditOperation.class),
    /** {@link dev.coffer.replication.api.ReplicationApi}. */
    REPLICATION(ReplicationOperation.class),
    /** The interfaces of {@code dev.coffer.gateway.api}. */
    GATEWAY(GatewayOperation.class);

    /** Where every service answers its peers, and nothing else does. */
    static final String ROOT = "/inner/";

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");

    private final Class<?> family;

    OperationFamily(Class<?> family) {
        this.family = family;
    }

    /** The path of calls of {@code operation}. */
    static String path(Class<?> operation) {
        return ROOT + operation.getSimpleName();
    }

    /** The record class called {@code name}, if it is one of this family. */
    Optional<Class<? extends Record>> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        String prefix = this == GATEWAY ? family.getName() + "$" : family.getPackageName() + ".";
        try {
            Class<?> found = Class.forName(prefix + name, false, family.getClassLoader());
            return found.isRecord() && family.isAssignableFrom(found)
                    ? Optional.of(found.asSubclass(Record.class))
                    : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The record that answers {@code operation}: the argument of its family's interface. */
    static Class<?> resultOf(Class<?> operation) {
        for (Type type : operation.getGenericInterfaces()) {
            if (type instanceof ParameterizedType p
                    && p.getRawType() instanceof Class<?> raw
                    && Operation.class.isAssignableFrom(raw)
                    && p.getActualTypeArguments()[0] instanceof Class<?> result) {
                return result;
            }
        }
        throw new IllegalArgumentException(operation + " is not an operation record");
    }
}
