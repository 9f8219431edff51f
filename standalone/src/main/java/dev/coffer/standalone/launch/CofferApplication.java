package dev.coffer.standalone.launch;

import dev.coffer.platform.config.ServedRegions;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs once the application takes requests: tells so, and waits for the end. */
public class CofferApplication implements QuarkusApplication {
    private final RunningInstance instance;
    private final boolean quiet;

    CofferApplication(
            @ConfigProperty(name = "coffer.data") Path data,
            @ConfigProperty(name = "coffer.endpoint") String endpoint,
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka,
            @ConfigProperty(name = "coffer.quiet", defaultValue = "false") boolean quiet,
            ServedRegions regions) {
        this.instance = new RunningInstance(data, endpoint, kafka, regions.all());
        this.quiet = quiet;
    }

    @Override
    public int run(String... args) {
        instance.announce(quiet);
        Quarkus.waitForExit();
        return 0;
    }
}
