package dev.coffer.conformance.distributed;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a set of services differs from one instance of each.
 *
 * @param settings variables for all of them
 * @param store where the home region's storage keeps its blobs, if not in files
 * @param doubled the services, by their names as audiences, of which there are two
 */
record Shape(Map<String, String> settings, Optional<SharedStore> store, Set<String> doubled) {
    Shape {
        settings = Map.copyOf(settings);
        doubled = Set.copyOf(doubled);
    }
}
