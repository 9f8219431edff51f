package dev.coffer.platform.config;

import dev.coffer.aws.Region;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The regions that this process serves, in the order of its configuration. */
@ApplicationScoped
public class ServedRegions {
    private final List<Region> regions;

    ServedRegions(@ConfigProperty(name = "coffer.regions", defaultValue = "us-east-1,eu-west-1") List<String> names) {
        this.regions =
                names.stream().map(String::strip).map(Region::new).distinct().toList();
    }

    /** Every region served; never empty. */
    public List<Region> all() {
        return regions;
    }

    /** Whether {@code region} is one of them. */
    public boolean serves(Region region) {
        return regions.contains(region);
    }
}
