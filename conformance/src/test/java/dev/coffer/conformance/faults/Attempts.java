package dev.coffer.conformance.faults;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts how often the SDK sends one request, retries included. */
final class Attempts {
    private static final ExecutionAttribute<AtomicInteger> SENT = new ExecutionAttribute<>("CofferAttempts");

    private final AtomicInteger sent = new AtomicInteger();

    /** How often so far. */
    int count() {
        return sent.get();
    }

    /** To be given to the request that is to be counted. */
    Consumer<AwsRequestOverrideConfiguration.Builder> counted() {
        return override -> override.putExecutionAttribute(SENT, sent);
    }

    /** What a client needs for it. */
    static final class Counting implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            AtomicInteger counter = attributes.getAttribute(SENT);
            if (counter != null) {
                counter.incrementAndGet();
            }
        }
    }
}
