package dev.coffer.aws.checksum;

/**
 * A reflected CRC with all-ones initial value and final inversion, as arithmetic in GF(2)[x] modulo its polynomial. What
 * it is for: the CRC of a concatenation from the CRCs of its halves, without touching a byte,
 *
 * <pre>crc(A || B) = crc(A) * x^(8 |B|) + crc(B)   (mod p)</pre>
 *
 * which holds because the inversions of the halves cancel. The method is that of {@code crc32_combine} in zlib 1.2.12.
 */
final class Crc {
    static final Crc CRC32 = new Crc(32, 0xEDB88320L);
    static final Crc CRC32C = new Crc(32, 0x82F63B78L);
    static final Crc CRC64NVME = new Crc(64, 0x9A6C9329AC4BC9B5L);

    private final long one;
    private final long polynomial;

    /** @param polynomial reflected: the coefficient of x^(width-1) in bit 0, the leading one left out */
    private Crc(int width, long polynomial) {
        this.one = 1L << (width - 1);
        this.polynomial = polynomial;
    }

    /** The CRC of A and B in a row. */
    long combine(long crcOfA, long crcOfB, long lengthOfB) {
        if (lengthOfB < 0) {
            throw new IllegalArgumentException("negative length: " + lengthOfB);
        }
        return multiply(xToThe8Times(lengthOfB), crcOfA) ^ crcOfB;
    }

    /** x^(8n) mod p, by squaring. */
    private long xToThe8Times(long n) {
        long power = one >>> 1; // x
        for (int i = 0; i < 3; i++) {
            power = multiply(power, power); // x^2, x^4, x^8
        }
        long product = one;
        for (long rest = n; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                product = multiply(power, product);
            }
            power = multiply(power, power);
        }
        return product;
    }

    /** a * b mod p; the highest bit is the coefficient of x^0. */
    private long multiply(long a, long b) {
        long product = 0;
        long shifted = b;
        for (long bit = one; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ polynomial;
        }
        return product;
    }

    static byte[] bigEndian(long value, int bytes) {
        byte[] out = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (value >>> (8 * (bytes - 1 - i)));
        }
        return out;
    }

    static long fromBigEndian(byte[] bytes) {
        long value = 0;
        for (byte b : bytes) {
            value = (value << 8) | (b & 0xFF);
        }
        return value;
    }
}
