package dev.coffer.kms.key;

import java.time.Instant;

/** What a key may be used for now. Source: "Key states of AWS KMS keys", AWS KMS Developer Guide. */
public sealed interface KeyState {
    /** Usable. */
    KeyState ENABLED = new Enabled();

    /** Not usable for cryptography. */
    KeyState DISABLED = new Disabled();

    /** Gone for good, and its material with it; only the id is remembered. */
    KeyState DELETED = new Deleted();

    /** The state's name on the wire. */
    String wireName();

    /** Usable. */
    record Enabled() implements KeyState {
        @Override
        public String wireName() {
            return "Enabled";
        }
    }

    /** Not usable for cryptography. */
    record Disabled() implements KeyState {
        @Override
        public String wireName() {
            return "Disabled";
        }
    }

    /** Waits for its deletion. */
    record PendingDeletion(Instant deletionDate) implements KeyState {
        @Override
        public String wireName() {
            return "PendingDeletion";
        }
    }

    /** Gone for good. */
    record Deleted() implements KeyState {
        @Override
        public String wireName() {
            return "Deleted";
        }
    }
}
