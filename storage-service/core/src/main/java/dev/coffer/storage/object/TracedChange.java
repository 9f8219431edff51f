package dev.coffer.storage.object;

import dev.coffer.aws.Region;
import dev.coffer.platform.sql.Statements;
import dev.coffer.platform.trace.TraceSpan;
import dev.coffer.platform.trace.Traces;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.ObjectKey;
import java.util.Optional;

/** A change of a request that is traced: decided on the thread of a shared transaction, and yet in its own name. */
record TracedChange<R>(KeyChange<R> change, TraceSpan span) implements KeyChange<R> {

    @Override
    public Region region() {
        return change.region();
    }

    @Override
    public BucketName bucket() {
        return change.bucket();
    }

    @Override
    public ObjectKey key() {
        return change.key();
    }

    @Override
    public Optional<String> named() {
        return change.named();
    }

    @Override
    public Effects<R> decide(KeyState state) {
        return Traces.within(span, () -> change.decide(state));
    }

    @Override
    public boolean standsAlone() {
        return change.standsAlone();
    }

    @Override
    public void within(Statements transaction) {
        change.within(transaction);
    }
}
