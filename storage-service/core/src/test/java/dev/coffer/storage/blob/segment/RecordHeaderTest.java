package dev.coffer.storage.blob.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordHeaderTest {
    private static final RecordHeader HEADER = new RecordHeader(
            UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"),
            65_552,
            4_112,
            Instant.ofEpochMilli(1_700_000_000_000L),
            7,
            4_224);

    @Test
    void the_format_is_as_it_was() {
        ByteBuffer bytes = ByteBuffer.allocate(RecordHeader.BYTES);
        HEADER.encode(bytes, 0);
        assertThat(HexFormat.of().formatHex(bytes.array()))
                .isEqualTo("4366526301000000000100100000101001890a5dac96774bbcceb302099a8057"
                        + "0000018bcfe568000000000700001080000000000000000000000000a0e4c9e8");
        assertThat(RecordHeader.decode(bytes, 0)).contains(HEADER);
        assertThat(HEADER.recordBytes()).isEqualTo(4_224);
        assertThat(HEADER.location().packed()).isEqualTo((7L << 35) | (66L << 15) | 66L);
    }

    @Test
    void no_changed_bit_goes_unseen() {
        for (int bit = 0; bit < RecordHeader.BYTES * 8; bit++) {
            ByteBuffer bytes = ByteBuffer.allocate(RecordHeader.BYTES);
            HEADER.encode(bytes, 0);
            bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ (1 << (bit % 8))));
            assertThat(RecordHeader.decode(bytes, 0)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void header_and_seal_of_a_segment_are_as_they_were() {
        SegmentFrame seal = new SegmentFrame(SegmentFrame.Kind.SEAL, 7, 8_448, 2);
        ByteBuffer bytes = seal.encode();
        byte[] shown = new byte[20];
        bytes.get(0, shown);
        assertThat(HexFormat.of().formatHex(shown)).isEqualTo("4366536501000000000000070000210000000002");
        assertThat(SegmentFrame.decode(bytes, SegmentFrame.Kind.SEAL, 7, 8_448)).contains(seal);
        assertThat(SegmentFrame.decode(bytes, SegmentFrame.Kind.SEAL, 7, 8_512)).isEmpty();
        assertThat(SegmentFrame.decode(bytes, SegmentFrame.Kind.SEAL, 8, 8_448)).isEmpty();
        assertThat(SegmentFrame.decode(bytes, SegmentFrame.Kind.HEADER, 7, 8_448))
                .isEmpty();
        for (int bit = 0; bit < SegmentFrame.BYTES * 8; bit++) {
            ByteBuffer changed = seal.encode();
            changed.put(bit / 8, (byte) (changed.get(bit / 8) ^ (1 << (bit % 8))));
            assertThat(SegmentFrame.decode(changed, SegmentFrame.Kind.SEAL, 7, 8_448))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }
}
