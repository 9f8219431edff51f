package dev.coffer.conformance.distributed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a set of services differs from one instance of each.
 *
 * @param settings variables for all of them
 * @param store where the home region's storage keeps its blobs, if not in files
 * @param doubled the services, by their names as audiences, of which there are two
 * @param diskMebibytes the size of a disk of its own for the blobs of each storage service, where that can be mounted
 */
record Shape(
        Map<String, String> settings,
        Optional<SharedStore> store,
        Set<String> doubled,
        Optional<Integer> diskMebibytes) {
    Shape {
        settings = Map.copyOf(settings);
        doubled = Set.copyOf(doubled);
    }

    /** A disk for a folder's contents alone; nothing where none is wanted, or may be mounted. */
    Optional<SmallDisk> disk(Path folder) throws IOException {
        return diskMebibytes.isPresent() ? SmallDisk.mount(folder, diskMebibytes.get()) : Optional.empty();
    }
}
