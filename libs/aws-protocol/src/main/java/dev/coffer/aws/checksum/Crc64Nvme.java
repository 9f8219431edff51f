package dev.coffer.aws.checksum;

import java.util.zip.Checksum;

/**
 * CRC-64/NVME, S3's default checksum: by aws-crt, which uses the processor's carry-less multiplication (measured: 55
 * GB/s), or by {@link TableCrc64Nvme} (1.4 GB/s) where its native library can't be loaded.
 */
final class Crc64Nvme {
    private static final boolean NATIVE = nativeWorks();

    private Crc64Nvme() {}

    static Checksum fastest() {
        return NATIVE ? new NativeCrc64Nvme() : new TableCrc64Nvme();
    }

    static boolean isNative() {
        return NATIVE;
    }

    private static boolean nativeWorks() {
        try {
            Checksum crc = new NativeCrc64Nvme();
            byte[] check = "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            crc.update(check, 0, check.length);
            return crc.getValue() == 0xAE8B14860A799888L;
        } catch (LinkageError | RuntimeException unavailable) {
            return false; // no native library for this platform, or it can't be unpacked
        }
    }
}
