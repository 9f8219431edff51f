package dev.coffer.envelope.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.envelope.CiphertextRejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameLayoutTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 16",
        "1, 1, 17",
        "65535, 1, 65551",
        "65536, 1, 65552",
        "65537, 2, 65569",
        "131072, 2, 131104",
        "5368709120, 81920, 5370019840",
        "5497558138880, 83886080, 5498900316160"
    })
    void lengths_turn_into_each_other(long plaintext, long frames, long stored) {
        FrameLayout layout = new FrameLayout(plaintext);
        assertThat(layout.frames()).isEqualTo(frames);
        assertThat(layout.storedBytes()).isEqualTo(stored);
        assertThat(FrameLayout.ofStored(stored)).isEqualTo(layout);
    }

    @Test
    void every_stored_length_is_of_at_most_one_stream() {
        int valid = 0;
        for (int stored = 0; stored <= 2 * FrameFormat.STORED_FRAME_BYTES; stored++) {
            try {
                assertThat(FrameLayout.ofStored(stored).storedBytes()).isEqualTo(stored);
                valid++;
            } catch (CiphertextRejectedException e) {
                // no stream has this length
            }
        }
        assertThat(valid).isEqualTo(2 * FrameFormat.FRAME_BYTES + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 15, 65552 + 1, 65552 + 15, 65552 + 16, Long.MAX_VALUE})
    void a_length_that_no_stream_has_is_rejected(long stored) {
        assertThatThrownBy(() -> FrameLayout.ofStored(stored)).isInstanceOf(CiphertextRejectedException.class);
    }

    @Test
    void a_range_touches_only_the_frames_it_needs() {
        FrameLayout layout = new FrameLayout(200_000);
        assertThat(layout.range(70_000, 10)).isEqualTo(new FrameRange(1, 1, 65_552, 65_552, 70_000 - 65_536, 10));
        assertThat(layout.range(65_535, 2)).isEqualTo(new FrameRange(0, 1, 0, 131_104, 65_535, 2));
        assertThat(layout.range(199_999, 1)).isEqualTo(new FrameRange(3, 3, 196_656, 3_392 + 16, 199_999 - 196_608, 1));
        assertThat(layout.all()).isEqualTo(new FrameRange(0, 3, 0, layout.storedBytes(), 0, 200_000));
    }

    @Test
    void an_empty_range_still_has_a_frame_to_verify() {
        assertThat(new FrameLayout(0).all()).isEqualTo(new FrameRange(0, 0, 0, 16, 0, 0));
        assertThat(new FrameLayout(65_536).range(65_536, 0)).isEqualTo(new FrameRange(0, 0, 0, 65_552, 65_536, 0));
    }

    @Test
    void a_range_beyond_the_end_is_refused() {
        assertThatThrownBy(() -> new FrameLayout(10).range(5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
