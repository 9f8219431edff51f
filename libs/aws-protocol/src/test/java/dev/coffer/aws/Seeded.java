package dev.coffer.aws;

import java.util.Random;

/** Seeded generators: the seed is printed, so that a failure can be had again with {@code -Dseed=N}. */
public final class Seeded {
    private Seeded() {}

    /** A generator whose seed is on the output. */
    public static Random random(String what) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(what + ": seed " + seed);
        return new Random(seed);
    }

    /** Up to {@code max} random bytes. */
    public static byte[] bytes(Random random, int max) {
        byte[] bytes = new byte[random.nextInt(max + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
