package dev.coffer.storage.blob.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.fault.FaultPoints;
import dev.coffer.storage.blob.BlobCorruptException;
import dev.coffer.storage.blob.BlobName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobCorruptionTest {
    private static final int BLOCK = 100;

    @TempDir
    Path root;

    private FileBlobStore store;
    private BlobName name;
    private Path file;
    private byte[] stored;

    @BeforeEach
    void write() throws IOException {
        store = FileBlobStore.open(root, FaultPoints.NONE);
        name = Blobs.put(store, Blobs.bytes(1, 250), BLOCK);
        file = new BlobPaths(root).file(name);
        stored = Files.readAllBytes(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void every_flipped_bit_is_noticed() throws IOException {
        for (int bit = 0; bit < stored.length * 8; bit++) {
            byte[] flipped = stored.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertCorrupt(flipped);
        }
    }

    @Test
    void every_torn_tail_is_noticed() throws IOException {
        for (int length = 0; length < stored.length; length++) {
            assertCorrupt(Arrays.copyOf(stored, length));
            byte[] zeroed = Arrays.copyOf(Arrays.copyOf(stored, length), stored.length);
            if (!Arrays.equals(zeroed, stored)) {
                assertCorrupt(zeroed); // the size was journalled, the bytes were not
            }
        }
        assertCorrupt(Arrays.copyOf(stored, stored.length + 1));
    }

    @Test
    void a_foreign_file_is_noticed() throws IOException {
        assertCorrupt(Blobs.bytes(9, 1_000));
        BlobName other = Blobs.put(store, Blobs.bytes(2, 250), BLOCK);
        assertCorrupt(Files.readAllBytes(new BlobPaths(root).file(other)));
    }

    @Test
    void the_header_of_version_1_never_changes() {
        BlobHeader header = new BlobHeader(new UUID(0x0192f0c1_2345_7000L, 0x8000_0000_0000_0001L), 65_552, 4_112);
        byte[] bytes = header.encode();
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("436f66666572426c" + "01" + "000000" + "00010010" + "0192f0c1234570008000000000000001"
                        + "0000000000001010" + "0000000000000000000000000000000000000000" + "80211553");
        assertThat(BlobHeader.decode(bytes)).contains(header);
    }

    private void assertCorrupt(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> Blobs.get(store, name)).isInstanceOf(BlobCorruptException.class);
    }
}
