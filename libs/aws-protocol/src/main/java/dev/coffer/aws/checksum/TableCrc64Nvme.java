package dev.coffer.aws.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME by tables, eight bytes at a time ("slicing by 8"). Polynomial 0xAD93D23594C93659, reflected; initial value
 * and final XOR all ones; check value of "123456789": 0xAE8B14860A799888. Source: NVM Express NVM Command Set
 * Specification 1.0, section 5.2.1.3.4.
 */
final class TableCrc64Nvme implements Checksum {
    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[][] TABLES = tables();

    private long state = -1L;

    @Override
    public void update(int b) {
        state = TABLES[0][(int) ((state ^ b) & 0xFF)] ^ (state >>> 8);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        long crc = state;
        int at = offset;
        int end = offset + length;
        for (; end - at >= 8; at += 8) {
            long x = crc ^ (long) LONGS.get(bytes, at);
            crc = TABLES[7][(int) (x & 0xFF)]
                    ^ TABLES[6][(int) (x >>> 8 & 0xFF)]
                    ^ TABLES[5][(int) (x >>> 16 & 0xFF)]
                    ^ TABLES[4][(int) (x >>> 24 & 0xFF)]
                    ^ TABLES[3][(int) (x >>> 32 & 0xFF)]
                    ^ TABLES[2][(int) (x >>> 40 & 0xFF)]
                    ^ TABLES[1][(int) (x >>> 48 & 0xFF)]
                    ^ TABLES[0][(int) (x >>> 56)];
        }
        for (; at < end; at++) {
            crc = TABLES[0][(int) ((crc ^ bytes[at]) & 0xFF)] ^ (crc >>> 8);
        }
        state = crc;
    }

    @Override
    public long getValue() {
        return ~state;
    }

    @Override
    public void reset() {
        state = -1L;
    }

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int n = 0; n < 256; n++) {
            long crc = n;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
            }
            tables[0][n] = crc;
        }
        for (int n = 0; n < 256; n++) {
            for (int t = 1; t < 8; t++) {
                long before = tables[t - 1][n];
                tables[t][n] = tables[0][(int) (before & 0xFF)] ^ (before >>> 8);
            }
        }
        return tables;
    }
}
