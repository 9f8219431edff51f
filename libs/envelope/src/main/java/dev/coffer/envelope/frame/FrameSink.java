package dev.coffer.envelope.frame;

import java.nio.ByteBuffer;

/** Takes encrypted frames one after the other. */
@FunctionalInterface
public interface FrameSink {
    /** @param frame one stored frame; lent for the call only */
    void accept(ByteBuffer frame);
}
