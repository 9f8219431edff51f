package dev.coffer.conformance.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {
    @Test
    void a_disk_that_is_filled_takes_nothing_until_it_is_freed(@TempDir Path folder) throws IOException {
        Optional<SmallDisk> mounted = SmallDisk.mount(folder.resolve("disk"), 4);
        assumeTrue(mounted.isPresent(), "may not mount a file system");
        try (SmallDisk disk = mounted.get()) {
            Path file = folder.resolve("disk").resolve("file");
            byte[] mebibyte = new byte[1 << 20];

            disk.fill();
            assertThat(disk.room()).isZero();
            assertThatThrownBy(() -> Files.write(file, mebibyte)).hasMessageContaining("No space left");
            Files.delete(file);

            disk.free();
            Files.write(file, mebibyte);
            assertThat(disk.room()).isEqualTo(3 << 20);
        }
    }
}
