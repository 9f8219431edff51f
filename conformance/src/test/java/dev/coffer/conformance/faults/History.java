package dev.coffer.conformance.faults;

import java.util.List;
import java.util.Optional;

/**
 * The changes of one key in its owner's order, and what may have become of them: an acknowledged change has happened, once and
 * before every later one began; an attempt of unknown outcome happens never, or once, at any time after it was sent.
 */
record History(List<Change> changes) {

    static History of(List<Change> changes) {
        return new History(List.copyOf(changes));
    }

    /** The acknowledged ones. */
    List<Change> acknowledged() {
        return changes.stream().filter(change -> change.receipt().isPresent()).toList();
    }

    /**
     * Whether a reader may find this.
     *
     * @param content nothing for a key that is not there
     */
    boolean mayBeCurrent(Optional<Content> content) {
        List<Change> acknowledged = acknowledged();
        Optional<Content> last = acknowledged.isEmpty()
                ? Optional.empty()
                : acknowledged.getLast().content();
        return last.equals(content)
                || changes.stream()
                        .anyMatch(change ->
                                change.unknown() > 0 && change.content().equals(content));
    }
}
