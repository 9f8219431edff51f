package dev.coffer.storage.blob.device;

/**
 * Whole blocks of a blob, as bytes: what {@link dev.coffer.storage.blob.BlobReader#read} may be asked for.
 *
 * @param position of the first byte
 * @param blocks how many; the last one of the blob may be shorter than the others
 */
public record BlockRange(long position, int blocks) {
    /**
     * The blocks that begin with block {@code firstBlock} and are {@code bytes} long.
     *
     * @param blockBytes of each but the last
     * @param length of the blob
     * @throws IndexOutOfBoundsException if the blob has no such bytes, or they end within a block
     */
    public static BlockRange of(long firstBlock, int bytes, int blockBytes, long length) {
        long position = firstBlock * blockBytes;
        long end = position + bytes;
        boolean wholeBlocks = end % blockBytes == 0 || end == length;
        if (firstBlock < 0 || end > length || !wholeBlocks) {
            throw new IndexOutOfBoundsException("bytes " + position + " to " + end + " of " + length);
        }
        return new BlockRange(position, (int) Math.ceilDiv((long) bytes, blockBytes));
    }
}
