package dev.coffer.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}, for the verbs about a data folder. */
public final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder (default: $COFFER_DATA, else .coffer in the checkout).")
    private @Nullable Path data;

    /** The folder named, or the default one. */
    public DataFolder folder() {
        return DataFolder.of(java.util.Optional.ofNullable(data));
    }
}
