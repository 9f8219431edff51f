package dev.coffer.conformance.faults;

import dev.coffer.conformance.support.Deployment;
import java.util.List;
import java.util.Map;

/** A deployment that is ours to hurt. */
interface Site {
    /** As the root of its first account sees it. */
    Deployment deployment();

    /** Settings of a Kafka consumer that may read the object events. */
    Map<String, Object> consumer();

    /** Its parts. */
    List<Victim> victims();

    /** What its services have logged, for a failure's message. */
    String complaints();
}
