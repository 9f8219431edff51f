package dev.coffer.kms.key;

import dev.coffer.aws.Region;
import dev.coffer.kms.api.KmsError;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The images of the regions that this process serves. */
public final class KeyRings implements AutoCloseable {
    private final Map<Region, KeyRing> rings = new LinkedHashMap<>();

    /** Empty images of these regions. */
    public KeyRings(List<Region> regions) {
        regions.forEach(region -> rings.put(region, new KeyRing(region)));
    }

    /** @throws dev.coffer.aws.error.AwsException if the region is not served here */
    public KeyRing of(Region region) {
        KeyRing ring = rings.get(region);
        if (ring == null) {
            throw KmsError.NOT_FOUND.because("Invalid arn " + region);
        }
        return ring;
    }

    /** All of them. */
    public Collection<KeyRing> all() {
        return Collections.unmodifiableCollection(rings.values());
    }

    @Override
    public void close() {
        rings.values().forEach(KeyRing::close);
    }
}
