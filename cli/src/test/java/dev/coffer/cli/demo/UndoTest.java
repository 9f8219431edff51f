package dev.coffer.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {
    private final Undo undo = new Undo();
    private final List<String> done = new ArrayList<>();

    @Test
    void takes_back_in_the_opposite_order() {
        undo.remember("one", () -> done.add("one"));
        undo.remember("two", () -> done.add("two"));
        assertThat(undo.run()).isEmpty();
        assertThat(done).containsExactly("two", "one");
    }

    @Test
    void one_failure_leaves_nothing_else_behind() {
        undo.remember("one", () -> done.add("one"));
        undo.remember("two", () -> {
            throw new IllegalStateException("no");
        });
        assertThat(undo.run()).containsExactly("two: no");
        assertThat(done).containsExactly("one");
    }

    @Test
    void happens_once() {
        undo.remember("one", () -> done.add("one"));
        undo.run();
        undo.run();
        assertThat(done).hasSize(1);
    }

    @Test
    void nothing_new_is_made_once_it_has_begun() {
        undo.run();
        assertThatThrownBy(() -> undo.remember("late", () -> done.add("late"))).isInstanceOf(CancelledException.class);
    }

    @Test
    void what_is_to_be_kept_is_forgotten() {
        undo.remember("one", () -> done.add("one"));
        undo.forget();
        assertThat(undo.run()).isEmpty();
        assertThat(done).isEmpty();
    }
}
