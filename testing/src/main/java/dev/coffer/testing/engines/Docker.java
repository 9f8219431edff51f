package dev.coffer.testing.engines;

/** What the choice of engines asks of Docker; every answer comes within a second. */
public interface Docker {
    /** Where it would be. */
    String address();

    /** Whether an engine is there and lets us in. */
    boolean answers();

    /** Whether it has the image, so that nothing is downloaded. */
    boolean has(String image);

    /** Whether this JVM itself runs in a container: then published ports may be on another host than ours. */
    boolean isAroundThisJvm();
}
