package dev.coffer.storage.blob;

import java.nio.ByteBuffer;

/** An open blob. */
public interface BlobReader extends AutoCloseable {
    /** The blob's length in bytes. */
    long length();

    /** The size of its blocks in bytes; the last may be shorter. */
    int blockBytes();

    /**
     * Fills {@code target} with whole blocks, each compared with its checksum.
     *
     * @param firstBlock index of the first block
     * @param target its remaining bytes end at the end of a block or of the blob
     * @throws BlobCorruptException if a block is not what was written
     */
    void read(long firstBlock, ByteBuffer target);

    /**
     * As {@link #read}, without the checksums: for bytes that whoever reads them authenticates. What comes may be anything,
     * and {@link #read} tells whether it is what was written.
     */
    void readUnchecked(long firstBlock, ByteBuffer target);

    @Override
    void close();
}
