package dev.coffer.storage;

import dev.coffer.api.Answer;
import dev.coffer.storage.api.S3Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Which code performs which operation. Filled at start by every {@link Operations} bean, then only read. */
public final class OperationTable {
    private final Map<Class<?>, BiFunction<Object, StorageCall, Answer<?>>> handlers = new HashMap<>();

    /** Performs operations of {@code type} by {@code handler}, which answers without a body. */
    public <R, O extends S3Operation<R>> void on(Class<O> type, BiFunction<O, StorageCall, R> handler) {
        onAnswer(type, (operation, call) -> Answer.of(handler.apply(operation, call)));
    }

    /** Performs operations of {@code type} by {@code handler}, whose answer may have a body. */
    public <R, O extends S3Operation<R>> void onAnswer(Class<O> type, BiFunction<O, StorageCall, Answer<R>> handler) {
        if (handlers.put(type, (operation, call) -> handler.apply(type.cast(operation), call)) != null) {
            throw new IllegalStateException("two handlers of " + type.getSimpleName());
        }
    }

    @SuppressWarnings("unchecked") // on() binds the class of an operation to a handler of its result
    <R> Optional<BiFunction<S3Operation<R>, StorageCall, Answer<R>>> find(S3Operation<R> operation) {
        BiFunction<Object, StorageCall, Answer<?>> handler = handlers.get(operation.getClass());
        return handler == null
                ? Optional.empty()
                : Optional.of((asked, call) -> (Answer<R>) handler.apply(asked, call));
    }
}
